"""Technical terms in English incident notes, with everyday words for each.

A line: forms | advice | plain | meaning.

- forms: words that take the same replacement, separated by commas. A space stands for a hyphen too. Letters
  count alike in either case, unless a form has a capital after its first letter: `REST` is not `rest`.
- advice: `replace` (always), `explain` (also fine when it is explained where it stands) or `note` (a hint).
- plain: replacements, separated by `;`, the best first, each in the grammatical form of what it replaces. `=`
  before the first: it fits and is true in any sentence. `-`: there is none; leave the words out or explain them.
- meaning: one sentence for a glossary.

Left out on purpose, because readers know them or because they mean something else in most notes: outage, region,
runner, server, host, plugin, job, build, mirror, exception, consumer, switch, ticket, branch.
"""

JARGON = """
5xx errors, 5xx responses, 5xx error codes, 5xx, 500 errors, 502 errors, 503 errors, 504 errors, 500s, 502s, 503s, 504s, 5xxs, 503 error codes, 500 error codes, 502 error codes, 503 codes, 503 responses, 500 responses, HTTP 5xx, HTTP 500s, HTTP 500 errors, HTTP 502 errors, HTTP 503 errors, HTTP 504 errors, HTTP errors, 4xx, 4xx errors, HTTP 4xx, 400 errors, 401 errors, 403 errors, 404 errors, 404s, 429 errors, 429s, error codes, HTTP error codes, status codes, internal server errors, bad gateway errors, gateway timeouts, server errors, HTTP 403 responses, HTTP 403 pages, HTTP 403 errors, HTTP 404 responses, HTTP 404 pages, HTTP 404 errors, HTTP 500 responses, HTTP 500 pages, HTTP 502 responses, HTTP 502 pages, HTTP 503 responses, HTTP 503 pages, HTTP 504 responses, HTTP 504 pages, 401s, 403s, 400s | replace | error messages | A page shows an error in place of its content.
a fix has been implemented, a fix has been deployed, a fix has been rolled out, a fix was deployed, a fix was implemented | note | the problem has been fixed | The problem is fixed.
a subset of, a small subset of | note | some | A part of the whole.
a subset of our, a small subset of our | note | some of our | A part of the whole.
a subset of the, a small subset of the | note | some of the | A part of the whole.
agents, build agents, container agents | note | computers that run your tasks | Computers that run tasks.
AI model provider, model provider | explain | AI supplier | A company that runs an AI model.
alerting | note | automatic warnings | Warnings that a system gives by itself.
an elevated number of, elevated numbers of, an increased number of | explain | more than the usual number of | More than usual.
anomalies | explain | unusual events | Things out of the ordinary.
anomalous | explain | unusual | Out of the ordinary.
anomaly | explain | unusual event | Something out of the ordinary.
anycast, anycast network | replace | shared address | One address that is served from many places.
api | note | connection for other software | How other software connects to a service.
API error | explain | error in connected apps | Connected apps get an error.
API errors, API failures | explain | errors in connected apps | Connected apps get errors.
API gateway | replace | entry point for other software | The point through which other software connects.
API request, API call | explain | request from a connected app | What a connected app asks of a service.
API requests, API calls, API traffic | explain | requests from connected apps | What connected apps ask of a service.
API token, API key | explain | access key for other software | A key with which other software signs in.
API tokens, API keys | explain | access keys for other software | Keys with which other software signs in.
apis | note | connections for other software | How other software connects to a service.
are elevated | explain | are unusually high | Higher than usual.
arm64, aarch64, amd64, x86, s390x, ppc64le, x86_64 | replace | - | A kind of computer chip.
artifact, artefact, build artifact | explain | finished file | A file that a program produces.
artifacts, artefacts, build artifacts | explain | finished files | Files that a program produces.
async, asynchronous | replace | delayed | It is done later, not at once.
asynchronously | replace | later, in the background | It is done later, not at once.
at runtime | explain | while it runs | While a program runs.
at upstream | replace | at our supplier | A company whose service we use.
auth | replace | sign-in | Showing who you are when you sign in.
authenticate | explain | sign in | To sign in.
authenticated | explain | signed in | Signed in.
authenticating | explain | signing in | Signing in.
authentication, user authentication, authentication service | explain | sign-in | Showing who you are when you sign in.
authentication errors, authentication failures, authentication issues, auth errors, auth failures, auth issues | explain | sign-in problems | People cannot sign in.
authorization, authorisation | explain | permission | Permission to do something.
authorization errors, authorization failures | explain | permission errors | The system wrongly says that something is not allowed.
autoscaling, auto-scaling, autoscaler | replace | automatic adding of computers | Computers are added automatically when there is much to do.
availability zone, AZ | explain | data centre site | One of several data centres in a region.
availability zones, AZs | explain | data centre sites | Several data centres in a region.
avoid recurrence | explain | avoid a repeat | To keep it from happening again.
backbone, backbone network, cross-connect | explain | main network line | The line through which most data goes.
backend, back end, backend service, backend system | replace | behind-the-scenes system | The part of a service that nobody sees.
backend issue, backend problem, backend failure | replace | problem behind the scenes | Something broke in the part that nobody sees.
backend issues, backend problems, backend errors | replace | problems behind the scenes | Something broke in the part that nobody sees.
backends, back ends, backend services, backend systems | replace | behind-the-scenes systems | The parts of a service that nobody sees.
backfill | replace | fill in what is missing | To add what is missing afterwards.
backfilled | replace | filled in | Added afterwards.
backfilling | replace | filling in | Adding afterwards.
background job, background process, batch job | explain | task in the background | A task that runs by itself.
background jobs, background processing, background workers, background processes, batch jobs, async jobs | explain | tasks in the background | Tasks that run by themselves.
backlog | note | pile of waiting work | Work that has piled up.
backlogs | note | piles of waiting work | Work that has piled up.
backport | replace | bring to the older version | To bring a change to an older version.
backported | replace | brought to the older version | Brought to an older version.
bandwidth | note | network speed; room on the line | How much data fits through at a time.
base image, golden image, machine image | replace | template for new computers | A copy from which computers start.
base images, machine images | replace | templates for new computers | Copies from which computers start.
baseline, baseline level | explain | normal level | The usual level.
baseline levels, baselines | explain | normal levels | The usual levels.
be reverted | explain | be undone | A change is to be undone.
be rolled back | replace | be undone | A change is to be undone.
been mitigated | explain | been fixed for now; been contained | The worst is dealt with, but it may not be fully fixed.
been reverted | explain | been undone | A change was undone.
been reverted to | explain | been returned to | Went back to what was before.
been rolled back | replace | been undone | A change was undone.
been rolled back to | replace | been returned to | Went back to the earlier version.
been scaled up, been scaled out | explain | been given more computers | Computers were added.
behind a feature flag | replace | switched off for most people | A feature that only some people have.
being reverted | explain | being undone | A change is being undone.
being rolled back | replace | being undone | A change is being undone.
BGP session, BGP sessions, BGP announcements, BGP routes, peering, peering sessions | replace | internet connections | How networks pass data to each other.
binaries | explain | program files | Programs in the form that computers run.
binary | explain | program file | A program in the form that computers run.
blackholing, null-routing | replace | blocking | All data to an address is thrown away.
blast radius | replace | extent | How much is affected.
blue-green deployment | replace | switch between two copies of the service | Two copies of a service, of which one is live.
bottlenecks, performance bottlenecks | explain | tight spots; parts that slow everything down | The parts that slow everything down.
brownout | replace | planned short interruption | A short interruption that is made on purpose.
brownouts | replace | planned short interruptions | Short interruptions that are made on purpose.
bucket, storage bucket | explain | storage space | A place to store files.
buckets, storage buckets | explain | storage spaces | Places to store files.
bug | note | fault | A fault in software.
bugs | note | faults | Faults in software.
builds | note | automated runs | Making a program from its source.
bump | explain | update | To take a newer version.
bumped | explain | raised; updated | Raised, or updated to a newer version.
bumping | explain | raising; updating | Raising, or taking a newer version.
by upstream | replace | by our supplier | A company whose service we use.
cabinet, cage, cabinets | replace | - | Where computers stand.
cache | explain | store of saved copies | Copies that are kept so that pages open quickly.
cache hit ratio, cache hit rate, cache miss, cache misses | replace | use of saved copies | How often a saved copy can be used.
cache purge, cache purging, cache invalidation, cache clear | explain | clearing of saved copies | Old copies are thrown away.
cached | explain | saved | Kept as a copy.
caches | explain | stores of saved copies | Copies that are kept so that pages open quickly.
caching, caching layer, cache layer | explain | keeping of saved copies | Keeping copies so that pages open quickly.
canary, canary release, canary deployment, canary deployments | replace | trial with a few users | A new version is first given to a few users.
cascaded | replace | spread | One failure caused others.
cascading | replace | spreading | One failure causes others.
cascading failure | replace | chain of failures | One failure causes others.
cascading failures | replace | chains of failures | One failure causes others.
certificate, server certificate | note | security certificate | Proof that a website is what it says.
certificate renewal, certificate expiry, certificate expiration, certificate rotation | note | renewal of the security certificate | The proof that a website is genuine has to be renewed.
certificates, certificate generations | note | security certificates | Proof that websites are what they say.
changelog | note | list of changes | A list of what has changed.
changelogs | note | lists of changes | Lists of what has changed.
changeset, diff | explain | change | What was changed.
changesets, diffs | explain | changes | What was changed.
checksum | explain | check value | A value that shows whether a file is whole.
checksums | explain | check values | Values that show whether a file is whole.
circuit breaker | replace | safety switch | It cuts off a part that fails, so that the rest goes on.
circuit breakers | replace | safety switches | They cut off a part that fails, so that the rest goes on.
CLI, command line | explain | tool for typed commands | A tool that is used by typing commands.
cluster | replace | group of computers | Several computers that work as one.
clusters | replace | groups of computers | Several computers that work as one.
codebase, code base | explain | program | All the parts of a program.
cold start | explain | slow first start | The first start takes longer than later ones.
cold starts | explain | slow first starts | The first start takes longer than later ones.
commits | note | saved changes | Changes that were saved.
compute instance | explain | cloud computer | A computer that can be rented by the hour.
compute instances, compute, compute resources | explain | cloud computers | Computers that can be rented by the hour.
concurrency | explain | simultaneous use | Things happen at the same time.
concurrent | explain | simultaneous | At the same time.
configuration, config | note | setup; settings | How something is set up.
configuration change, config change, configuration update | explain | change to our settings | A change to settings.
configuration changes, config changes | explain | changes to our settings | Changes to settings.
configuration error, configuration issue, config error, config issue, misconfiguration | explain | wrong setting | A setting that is wrong.
configuration errors, configuration issues, misconfigurations | explain | wrong settings | Settings that are wrong.
configurations, configs | note | settings | How things are set up.
connection pool, connection pools, connection limits | replace | limit of connections | How many connections are possible at once.
connectivity, network connectivity, internet connectivity | explain | connection | Being connected.
connectivity issue, connectivity problem, network connectivity issue, connectivity loss, loss of connectivity | explain | connection problem | Connecting does not always work.
connectivity issues, connectivity problems, network connectivity issues, network connectivity problems | explain | connection problems | Connecting does not always work.
consumer lag | explain | programs that read the data | Programs that read data.
container, container image, docker image | explain | program package | A package in which software runs.
containers, containerized, Docker containers, container images, docker images | explain | program packages | Packages in which software runs.
control plane | replace | control system | The part that directs the others.
controller, Jenkins controller | note | control system | A system that directs others.
controllers | note | control systems | Systems that direct others.
cordon | replace | close off | To give something no new work.
cordoned | replace | closed off | It gets no new work any more.
corrupt | note | damaged; damage | Damaged.
corrupted | note | damaged | Damaged.
corruption, data corruption | note | damage to data | Data is damaged.
CPU usage, CPU load, CPU utilization | explain | computing load | How busy the processor is.
credential | explain | sign-in detail | Name and password, or the like.
credentials | explain | sign-in details | Name and password, or the like.
cron, cron job, cronjob | replace | scheduled task | A task that runs at set times.
cron jobs, cronjobs | replace | scheduled tasks | Tasks that run at set times.
cross-connects | explain | main network lines | The lines through which most data goes.
customer-impacting, user-impacting | explain | noticeable | Users notice it.
cutover | replace | switch; changeover | The moment when the new system takes over.
dark launch, soft launch | replace | trial | A new feature is tried before it is announced.
data center, datacenter, data centre | note | computer centre | A building that houses computers.
data centers, datacenters, data centres | note | computer centres | Buildings that house computers.
data inconsistency, inconsistent data, data inconsistencies | explain | information that does not match | Information that does not match.
data plane | replace | part that moves the data | The part that does the work and moves data.
database | note | data storage | Where information is stored.
database cluster, database clusters, database fleet | replace | databases | Where information is stored.
database server, database host, database node | note | data storage | The computer on which information is stored.
databases | note | data storages | Where information is stored.
datastore, data store | note | data storage | Where information is stored.
db | replace | =database | Where information is stored.
dbs | replace | =databases | Where information is stored.
DDoS, DoS attack, DDoS attack, denial of service, denial of service attack, distributed denial of service, distributed denial of service attack, volumetric attack | explain | attack with a flood of traffic | An attack that floods a service with visits.
DDoS attacks, DoS attacks, denial of service attacks | explain | attacks with floods of traffic | Attacks that flood a service with visits.
DDoS mitigation, DDoS protection, attack mitigation, scrubbing, scrubbing center, scrubbing centre | explain | protection against attacks | It keeps out floods of unwanted visits.
deadlock | replace | jam | Tasks block each other.
deadlocks, lock contention, database locks | replace | tasks that block each other | Tasks block each other.
debug, troubleshoot | explain | find the fault | To look for a fault.
debugging, troubleshooting | explain | looking for the fault | Looking for a fault.
decommission | explain | switch off for good | To switch off for good.
decommissioned, end-of-life, EOL | explain | switched off for good | Switched off for good.
decommissioning | explain | switching off for good | Switching off for good.
degradation | explain | slowdown; problem | A drop in how well something works.
degradations | explain | slowdowns; problems | Drops in how well something works.
degrade | explain | slow down; get worse | To work less and less well.
degraded | explain | slow or unreliable; not working well | Not working as well as usual.
degraded availability, reduced availability | explain | failures now and then | Some attempts to use the service fail.
degraded performance, performance degradation, degraded state | explain | slow or unreliable service; slow pages | The service works, but more slowly or less reliably than usual.
degraded service, service degradation, degraded experience, degradation of service, degraded functionality | explain | slow or unreliable service | The service works worse than usual.
degrading | explain | slowing down; getting worse | Working less and less well.
dependencies, external dependencies | explain | services we rely on | Other systems that are needed.
dependency, external dependency | explain | service we rely on | Another system that is needed.
deploy, deploys | explain | release | To put a change to use.
deployed | explain | released; put live | Put to use.
deploying | explain | releasing; putting live | Putting to use.
deployment, redeployment | explain | release; update to our systems | Putting a change to use.
deployments, redeployments | explain | releases; updates to our systems | Putting changes to use.
deprecate | explain | phase out | To switch off soon.
deprecated | explain | outdated; being phased out | Soon to be switched off.
deprecating | explain | phasing out | About to switch off.
deprecation | explain | phase-out | Telling people that something will be switched off.
deprecations | explain | phase-outs | Things that will be switched off.
desync, desynced | explain | mismatch | Not the same in both places.
device driver, device drivers, network driver, driver update | note | device software | Software for a device.
devs, dev team, devteam | replace | our developers | The people who write the software.
disk, disks | note | storage | Room to store files.
disk quota, disk space, storage volume, block storage, object storage, object store | note | storage space | Room to store files.
DNS propagation, propagation | explain | spread to all systems | The time until a change has arrived everywhere.
DNS record, DNS entry, CNAME, A record | replace | web address entry | An entry in the internet's address book.
DNS records, DNS entries, CNAMEs | replace | web address entries | Entries in the internet's address book.
DNS resolution, name resolution, DNS lookup, DNS lookups, DNS queries, DNS issues | replace | finding of websites by name | The way in which a computer finds a website by its name.
downstream | replace | dependent; that depends on it | It relies on another service.
downstream impact, downstream effects, downstream impacts | replace | knock-on effects | Effects on services that rely on this one.
downstream services, downstream systems, downstream components, downstream dependencies, downstream consumers | replace | services that depend on it | Services that rely on another one.
downtime | note | interruption; time when it is not available | Time when the service cannot be used.
downtimes | note | interruptions | Times when the service cannot be used.
drain | explain | empty | To stop giving new work to something.
drained | explain | emptied | It got no new work any more.
draining | explain | emptying | It gets no new work any more.
edge case, corner case | explain | rare case | A case that hardly ever happens.
edge cases, corner cases | explain | rare cases | Cases that hardly ever happen.
edge node, edge server, edge location | replace | entry point to our network | The place where visitors enter a network.
edge nodes, edge servers, edge locations, edge network, public edge | replace | entry points to our network | The places where visitors enter a network.
egress, egress traffic | replace | outgoing traffic | What goes out.
elevated | explain | unusual; higher than usual | Higher than usual.
elevated error rate, elevated error rates, an elevated error rate, increased error rate, increased error rates, an increased error rate, high error rate, high error rates, a high error rate, higher error rates, a higher error rate, elevated errors, increased errors, elevated rate of errors, elevated rates of errors, an elevated rate of errors, an increased rate of errors, elevated levels of errors, an elevated level of errors, an elevated number of errors, increase in error rates, an increase in error rates | replace | more errors than usual | More attempts fail than usual.
elevated failure rate, elevated failure rates, an elevated failure rate, increased failure rate, increased failure rates, an increased failure rate, elevated failures, increased failures, elevated rate of failures, an elevated rate of failures | replace | more failures than usual | More attempts fail than usual.
elevated latencies, increased latencies, high latencies, higher latencies, latency spikes | replace | delays; slower responses than usual | Answers take longer than usual.
elevated latency, increased latency, high latency, higher latency, latency issues, higher than normal latency, higher than usual latency, increase in latency, latency increase, latency spike, an elevated latency, an increased latency, a high latency, an increase in latency, a latency increase, a latency spike | replace | slowness; slower responses than usual | Answers take longer than usual.
elevated levels of, an elevated level of, elevated rates of, an elevated rate of, elevated rate of | explain | more than the usual | More than usual.
elevated response times, increased response times, high response times, higher response times | explain | slow responses; slower responses than usual | Answers take longer than usual.
end user | note | user | Somebody who uses something.
end users | note | =users | The people who use something.
endpoint, API endpoint | replace | address for connected software | An address that connected software uses.
endpoints, API endpoints | replace | addresses for connected software | Addresses that connected software uses.
environment variable | replace | setting | A setting of a program.
environment variables | replace | settings | Settings of a program.
EOB, COB | replace | the end of the working day | The end of the working day.
EOD | replace | the end of the day | The end of the day.
ephemeral | explain | temporary | There for a short time.
error rate, rate of errors | explain | number of errors; share of attempts that fail | How many attempts out of all fail.
error rates | explain | errors; numbers of errors | How many attempts out of all fail.
ETL, data ingestion, ingestion, ingest pipeline | replace | taking in of data | Taking in data.
exhausted | explain | used up | Used up.
expired certificate, expired certificates | explain | outdated security certificate | The proof that a website is genuine was not renewed in time.
exploit | explain | attack; way in | A way to use a weakness.
fail over | replace | switch to a backup system | To switch to a backup system.
fail over to | replace | switch to | To switch to a backup system.
failback, fail-back | replace | return to the usual system | Going back from the backup system to the usual one.
failed over | replace | switched to a backup system | Switched to a backup system.
failed over our | replace | switched to the backup of our | Switched to a backup system.
failed over the | replace | switched to the backup of the | Switched to a backup system.
failed over to | replace | switched to | Switched to a backup system.
failing over | replace | switching to a backup system | Switching to a backup system.
failing over our | replace | switching to the backup of our | Switching to a backup system.
failing over the | replace | switching to the backup of the | Switching to a backup system.
failing over to | replace | switching to | Switching to a backup system.
failover, failover procedure | replace | switch to a backup system | A switch to a backup system.
failover to | replace | switch to | A switch to a backup system.
failovers | replace | switches to a backup system | Switches to a backup system.
fails over | replace | switches to a backup system | It switches to a backup system.
failure rate | explain | number of failures; share of attempts that fail | How many attempts out of all fail.
failure rates | explain | failures; numbers of failures | How many attempts out of all fail.
fallback | explain | backup | What is used when the usual way does not work.
false positive | explain | false alarm | An alarm without a reason.
false positives | explain | false alarms | Alarms without a reason.
feature flag, feature toggle, kill switch | replace | on-off switch | A switch that turns a feature on or off.
feature flags, feature toggles | replace | on-off switches | Switches that turn features on or off.
fiber cut, fibre cut | explain | cut cable | A cable was cut.
file server | note | file storage | The computer on which files are stored.
file servers | note | file storage | The computers on which files are stored.
firewall rule, firewall rules, firewall | explain | network protection | It keeps unwanted visitors out.
firewalls | explain | network protections | They keep unwanted visitors out.
firmware | explain | device software | Software inside a device.
fixed upstream | replace | fixed by our supplier | Put right by those who make the part that failed.
flakiness | replace | unreliability | It works at one time and not at another.
flaky | replace | unreliable | It works at one time and not at another.
flapping | replace | going up and down | It keeps breaking and coming back.
follower, follower database | explain | copy of the database | A copy that follows the main database.
followers, follower databases | explain | copies of the database | Copies that follow the main database.
from upstream | replace | from our supplier | A company whose service we use.
frontend, front end | replace | visible part; pages that you see | The part of a service that people see.
frontends, front ends | replace | visible parts; pages that you see | The parts of a service that people see.
functionalities | note | functions; features | What can be done with something.
functionality | note | function; features | What can be done with something.
fungible | replace | interchangeable | One is as good as another.
gateway | explain | entry point | The point through which data passes.
gateways | explain | entry points | The points through which data passes.
Git operations, git push, git clone, git fetch | note | uploading and downloading code | Sending code to the server or getting it from there.
GraphQL API | explain | connection for other software | A way for other software to connect.
GraphQL queries, GraphQL requests, GraphQL API requests, GraphQL API calls, REST API requests, REST API calls | explain | requests from connected apps | What connected apps ask of a service.
GraphQL query, GraphQL request, GraphQL API request, REST API request | explain | request from a connected app | What a connected app asks of a service.
GRE tunnels, VPN tunnels, network tunnels | replace | private network lines | Closed lines through the internet.
hard down | replace | not working at all | Nothing works.
hardcoded, hard-coded | replace | fixed | Written into a program, so that it cannot be changed easily.
hardening | explain | making safer | Making a system harder to break.
hardware failure, hardware fault | note | broken device | A part of a computer broke.
headroom | note | spare room | Room that is left over.
health check, healthcheck, liveness probe, readiness probe | replace | automatic test | A test that runs by itself.
health checks, healthchecks, liveness probes, readiness probes | replace | automatic tests | Tests that run by themselves.
healthy | explain | working; working properly | Working as it should.
heavy load, high load, huge load, increased load, server load, excessive load, system load | explain | heavy use | More use than usual.
high availability, highly available | explain | backup systems; always on | There are spare systems that take over when one fails.
hostname | explain | computer name | The name of a computer.
hostnames | explain | computer names | The names of computers.
hosts file, system hosts file | replace | address list on your computer | A list of addresses on a computer.
hot standby, standby system, secondary system | explain | backup system | A system that waits to take over.
hotfix, hot-fix | explain | urgent fix | A fix made in a hurry.
hotfixed | explain | fixed; fixed quickly | Fixed in a hurry.
hotfixes | explain | urgent fixes | Fixes made in a hurry.
HTTP 500, HTTP 502, HTTP 503, HTTP 504, 500 error, 502 error, 503 error, 504 error, 5xx error, 500 status code, 503 status code, 4xx error, 401 error, 403 error, 404 error, 429 error, error code, status code, internal server error, bad gateway, bad gateway error, HTTP error, HTTP 400, HTTP 401, HTTP 403, HTTP 404, HTTP 429, gateway timeout, server error | explain | error message | A page shows an error in place of its content.
HTTP requests, HTTPS requests, HTTP traffic, HTTPS traffic, HTTP/HTTPS | explain | page visits | Somebody opens a page.
hypervisor, virthost, bare metal, bare-metal server | replace | computer that runs cloud computers | A computer that runs other computers.
hypervisors, virthosts, bare-metal servers | replace | computers that run cloud computers | Computers that run other computers.
idempotent, heuristic, heuristics | replace | - | A word from computer science.
identity provider | replace | sign-in service | The service that checks who signs in.
identity providers | replace | sign-in services | The services that check who signs in.
image build, image builds, offline imaging | replace | preparing of new computers | Making copies from which computers start.
impacted | note | =affected | Affected by a problem.
impacted performance | explain | slower service | The service is slower than usual.
impacting | note | =affecting | Affecting somebody or something.
implemented a fix, deployed a fix, rolled out a fix | note | fixed the problem | The problem is fixed.
implementing a fix, deploying a fix, rolling out a fix | note | fixing the problem | The problem is being fixed.
in production | explain | in the live service | In the version that everybody uses.
in staging | explain | in the test version | In a version for tests.
in sync | note | matching | The same in both places.
inbound | note | =incoming | Coming in.
incident commander | explain | person in charge | The person who leads the work on an incident.
inference | explain | answers from the AI model | An AI model works out an answer.
infra | replace | systems | The computers and networks behind a service.
infrastructure | note | systems | The computers and networks behind a service.
ingest | replace | take in | To take in.
ingested | replace | taken in | Taken in.
ingesting | replace | taking in | Taking in.
ingress, ingress traffic | replace | incoming traffic | What comes in.
ingress controller | replace | system that lets visitors in | The point through which visitors come in.
ingress controllers | replace | systems that let visitors in | The points through which visitors come in.
instances of, server instances, spot instances, database instances, VM instances, cloud instances, virtual instances, container instances, running instances | note | copies of; cloud computers | Copies of a service, or computers that run it.
intermittent | explain | occasional; on-and-off | It comes and goes.
intermittently | explain | =occasionally; on and off | It comes and goes.
into sync | note | into line | Made the same in both places.
IOPS, disk IO, disk I/O | replace | speed of storage | How quickly data is read and written.
IP address, IP, IPv4 address, IPv6 address | explain | network address | The number by which a computer is reached.
IP addresses, IPs, IP range, IP ranges, subnet, subnets, IP prefix, IP prefixes, IPv4 addresses, IPv6 addresses | explain | network addresses | The numbers by which computers are reached.
IPv4 connectivity, IPv6 connectivity, IPv4 traffic, IPv6 traffic | explain | network connection | Two kinds of network address are in use, an older and a newer one.
is elevated | explain | is unusually high | Higher than usual.
jitter | replace | uneven delays | Delays that are longer at one time than at another.
jobs | note | tasks | Tasks that run by themselves.
kernel, kernels, kernel update | replace | system software | The innermost part of the software.
kernel panic, segfault | replace | crash | A program or a computer stopped suddenly.
Kubernetes, k8s, AKS, EKS, GKE, OpenShift | replace | server software | Software that runs programs on many computers.
Kubernetes cluster, k8s cluster, AKS cluster, EKS cluster, GKE cluster, OpenShift cluster | replace | group of computers | Several computers that work as one.
Kubernetes clusters, k8s clusters, AKS clusters, EKS clusters, GKE clusters, OpenShift clusters | replace | groups of computers | Several computers that work as one.
latencies | explain | delays; waiting times | How long things take to answer.
latency, response latency, network latency | explain | delay; waiting time | How long something takes to answer.
leader | note | main copy | The main copy, which others follow.
leader election | replace | choice of the main copy | Copies agree on which of them leads.
legacy | note | old | It is about to be replaced.
legacy system, legacy systems | explain | older systems | Systems that are about to be replaced.
line card | replace | network part | A part of a network device.
live migration | explain | move without interruption | A move that nobody notices.
load balanced | replace | shared | Visitors are shared between several computers.
load balancer | replace | traffic distributor | It shares visitors between several computers.
load balancers | replace | traffic distributors | They share visitors between several computers.
load balancing | replace | sharing of visitors between computers | Visitors are shared between several computers.
logs, log files | note | records | What a system writes down about its work.
LTS, LTS release, LTS version | explain | long-term version | A version that is looked after for years.
mail relay, SMTP relay, SMTP server, mail server | explain | mail system | The system that sends e-mail.
mail servers, SMTP servers | explain | mail systems | The systems that send e-mail.
maintenance window, change window | explain | maintenance time; time for planned work | The time set aside for planned work.
maintenance windows, change windows | explain | maintenance times; times for planned work | The times set aside for planned work.
malformed | explain | faulty | It does not have the form that is expected.
memory leak, OOM, out of memory, memory pressure, memory exhaustion | replace | lack of memory | The system ran out of memory.
message broker, message bus, event bus | replace | internal message system | It passes messages between programs.
message queue, job queue, event queue, task queue | explain | waiting line of tasks | Work that waits for its turn.
message queues, job queues, event queues, task queues | explain | waiting lines of tasks | Work that waits for its turn.
metadata | explain | details about the data | Information about other information.
metric | note | measurement | What is measured about a system.
metrics | explain | measurements | What is measured about a system.
microservice | replace | part of our software | A small part of the software that runs on its own.
microservices | replace | parts of our software | Small parts of the software that run on their own.
middleware | replace | linking software | Software that connects other software.
migrate | note | =move | To move to another system.
migrated | note | =moved | Moved to another system.
migrates | note | =moves | It moves to another system.
migrating | note | =moving | Moving to another system.
migration | note | move; move to a new system | A move to another system.
migrations | note | moves; moves to a new system | Moves to another system.
misconfigured | explain | wrongly set up | Set up wrongly.
mitigate | explain | reduce; contain | To make a problem smaller before it is fully fixed.
mitigated | explain | contained; fixed for now | The worst is dealt with, but it may not be fully fixed.
mitigates | explain | reduces; contains | It makes a problem smaller before it is fully fixed.
mitigating | explain | reducing; containing | Making a problem smaller before it is fully fixed.
mitigation | explain | temporary fix; repair work | A step that makes a problem smaller.
mitigation measures, mitigation steps, mitigation actions, mitigation efforts, mitigating measures, mitigating actions | explain | steps to reduce the problem | Steps that make a problem smaller.
mitigations | explain | temporary fixes | Steps that make a problem smaller.
monitoring alert, automated alert | note | automatic warning | A warning that a system gives by itself.
monitoring alerts, automated alerts | note | automatic warnings | Warnings that a system gives by itself.
monolith | replace | main program | One large program that does almost everything.
multi-tenant | replace | shared | Several customers share it.
MX record, MX records, SPF record, DKIM | replace | e-mail settings | Settings that say where e-mail goes and who sent it.
nameserver, name server, DNS server, DNS resolver, resolver | replace | internet address service | A system that finds websites by their name.
nameservers, name servers, DNS servers, DNS resolvers, resolvers | replace | internet address services | Systems that find websites by their name.
network partition | replace | split in the network | Parts of the network cannot reach each other.
network route, network path | explain | path through the internet | The way data takes.
network tunnel, GRE tunnel, VPN tunnel, IPsec tunnel | replace | private network line | A closed line through the internet.
network uplink, uplink port | explain | main network line | The line through which most data goes.
nginx, Redis, MySQL, PostgreSQL, Postgres, Elasticsearch, Kafka, RabbitMQ, Terraform, haproxy, Varnish, Memcached, MongoDB, MariaDB, Ansible, Celery, Ceph, etcd, Prometheus, Grafana, Zookeeper, Istio, Traefik, Nagios, Logstash, OpenStack | replace | - | The name of a program that works behind the scenes.
nightly job, scheduled job | note | task that runs by itself | A task that runs at set times.
node | note | computer | A computer that runs part of a service.
node pool | replace | group of computers | Computers that work together.
node pools | replace | groups of computers | Computers that work together.
nodes | note | computers | Computers that run part of a service.
noisy neighbor, noisy neighbour | replace | another heavy user | Another customer uses too much at once.
nominal | explain | normal | As it should be.
non-impacting, non-disruptive | explain | unnoticeable | Nobody should notice it.
null pointer exception | replace | program error | A fault in a running program.
null-route, blackhole | replace | block | All data to an address is thrown away.
null-routed, blackholed | replace | blocked | All data to an address is thrown away.
OAuth | explain | sign-in with another account | Signing in with an account that you have elsewhere.
OAuth app, OAuth application | explain | connected app | An app that signs in for you.
OAuth apps, OAuth applications | explain | connected apps | Apps that sign in for you.
on production | explain | on the live service | In the version that everybody uses.
on staging | explain | on the test version | On a version for tests.
on-call | explain | on duty | Ready to be called.
on-call engineer, on-call team, on-call person | explain | team on duty | Those who are ready to be called.
on-call engineers | explain | people on duty | Those who are ready to be called.
on-prem, on-premises, on-premise | explain | on your own computers | It runs on computers that you own.
optimization, optimisation | note | improvement | A change that makes something faster.
optimizations, optimisations | note | improvements | Changes that make something faster.
orchestration, orchestrator | replace | control system | It decides which program runs where.
origin server, origin servers, backend server, backend servers, application servers, app servers, web servers, server fleet | note | our servers | The computers that run a service.
orphaned | explain | left-over | Left over, and belonging to nothing.
our upstream provider, our upstream partner, our upstream vendor, our upstream carrier, our upstream supplier, our upstream host, our upstream ISP, our upstream service provider, our upstream infrastructure provider | replace | our supplier | A company whose service we use.
our upstream providers, our upstream partners, our upstream vendors, our upstream carriers, our upstreams | replace | our suppliers | Companies whose services we use.
out of sync | explain | not matching | Not the same in both places.
outbound | note | =outgoing | Going out.
P0, P1, SEV1, SEV-1, SEV2, SEV-2, SEV0, SEV-0, Sev 1, Sev 2, priority 1, severity 1 | replace | very serious | How serious it is, on an internal scale.
p99, p95, p50, 99th percentile, 95th percentile | replace | - | The slowest of a hundred, or of twenty.
packet | replace | piece of data | A piece of data on its way.
packet loss, dropped packets, packet drops, lost packets | replace | lost data; data that does not arrive | Some data does not arrive.
packets | replace | pieces of data | Pieces of data on their way.
paged | explain | called | Called by an automatic alarm.
paginated | explain | split into pages | Split into pages.
pagination | explain | page numbers | Splitting a list into pages.
parse, parsing | explain | read; reading | To take in data piece by piece.
partition, data partition, shard | replace | part of the data | A part of stored data.
partitions, shards | replace | parts of the data | Parts of stored data.
patched | note | updated | Updated to fix a fault.
patching | note | updating | Updating to fix a fault.
payload, request payload | replace | data; contents | The data that is sent.
payloads, request payloads | replace | data; contents | The data that is sent.
payment gateway, payment processor, payment service provider | note | payment service | The company that carries out payments.
percentile, percentiles | replace | - | A share out of a hundred.
performance bottleneck, bottleneck | explain | tight spot; part that slows everything down | The part that slows everything down.
physical hosts, physical host, host machine, host machines, host node | note | computers | Computers that run a service.
pipeline, CI pipeline, build pipeline, data pipeline, delivery pipeline, deployment pipeline | explain | automated process | Steps that run by themselves.
pipeline logs, build logs | explain | records of the automated process | What an automated process wrote down.
pipelines, CI pipelines, build pipelines, data pipelines, delivery pipelines, deployment pipelines | explain | automated processes | Steps that run by themselves.
plugin architecture | explain | add-ons | Parts that add something to a program.
pod, pods | replace | - | A part of the software that runs on its own.
PoP, point of presence | replace | location | A place from which a service is given.
PoPs, points of presence | replace | locations | Places from which a service is given.
postmortem, post mortem, post-incident review, post-incident report, postmortem report | explain | report on what happened | A report on what happened and what was learned.
postmortems | explain | reports on what happened | Reports on what happened and what was learned.
power cycle, power cycling, power cycled | explain | restart | Switching off and on again.
PR, pull request, merge request | note | proposed change | A change that somebody proposes.
pre-commit | explain | automatic check | A check that runs before a change is saved.
pre-push hook, commit hook | explain | automatic step | A step that runs by itself.
pre-push hooks, commit hooks | explain | automatic steps | Steps that run by themselves.
prevent recurrence | explain | prevent a repeat | To keep it from happening again.
primaries, database primaries | replace | main databases | The databases that all others copy.
primary database, database primary, master database | explain | main database | The database that all others copy.
production | explain | live; live service | The version that everybody uses.
production database | explain | live database | The database that everybody uses.
production deploy | explain | release to everybody | A change is put to use for everybody.
production deployment, production release, production rollout | explain | release to everybody | A change is put to use for everybody.
production deployments | explain | releases to everybody | Changes are put to use for everybody.
production instance, production environment, production system, prod | explain | live service | The version that everybody uses.
production service | explain | live service | The version that everybody uses.
production services | explain | live services | The versions that everybody uses.
production systems, production servers | explain | live systems | The systems that everybody uses.
propagate | explain | spread | To arrive everywhere.
propagated | explain | spread | Arrived everywhere.
propagates | explain | spreads | It arrives everywhere.
propagating | explain | spreading | Arriving everywhere.
provisional fix, interim fix, stopgap | note | temporary fix | A fix for the time being.
provisioned | explain | set up | Set up.
provisioning | explain | setting up | Setting up.
proxies, reverse proxies, proxy servers | replace | go-between servers | Systems between you and the service.
proxy, reverse proxy, proxy server | replace | go-between server | A system between you and the service.
PRs, pull requests, merge requests | note | proposed changes | Changes that somebody proposes.
pulled routes, withdraw routes, withdrawn routes | replace | took a path out of use | A way through the internet was closed.
purge | explain | clear | To empty or delete.
purged | explain | cleared | Emptied or deleted.
purging | explain | clearing | Emptying or deleting.
queries, database queries, slow queries | explain | requests for data; searches | Questions to a database.
query, database query | explain | request for data; search | A question to a database.
queue | note | waiting line | Work that waits for its turn.
queue consumer, queue consumers, message consumers, event consumers, consumer group | explain | programs that read the data | Programs that read data.
queued, enqueued | note | waiting | Waiting for its turn.
queueing, queuing | note | waiting | Waiting for its turn.
queues | note | waiting lines | Work that waits for its turn.
quota | note | limit | How much somebody may use.
quota exhaustion, exhausted quota | explain | used-up limit | The limit is used up.
quotas | note | limits | How much somebody may use.
race condition | replace | clash | Two things happened at the wrong time.
race conditions | replace | clashes | Two things happened at the wrong time.
RAID array, RAID rebuild, disk array | replace | group of disks | Several disks that work as one.
rate limit | replace | limit on requests | A limit on how many requests may come in.
rate limiting | replace | limiting of requests | Only so many requests may come in.
rate limits | replace | limits on requests | Limits on how many requests may come in.
rate-limited | replace | held back by a limit | Held back because there were too many requests.
read-only mode, read-only | note | view-only; no changes possible | You can look at it but not change it.
rebalance | explain | spread evenly | To share out work or data anew.
rebalanced | explain | spread evenly | Work or data was shared out anew.
rebalancing | explain | spreading evenly | Sharing out work or data anew.
reboot | note | =restart | To switch off and on again.
rebooted | note | =restarted | Switched off and on again.
rebooting | note | =restarting | Switching off and on again.
reboots | note | =restarts | Switching off and on again.
reconfigure | explain | change | To set up in another way.
reconfigured | explain | changed | Set up in another way.
reconfiguring, reconfiguration | explain | changing | Setting up in another way.
recurrence, reoccurrence, re-occurrence | explain | repeat | Happening again.
recurrences | explain | repeats | Happening again.
redeploy | explain | release again | To put to use again.
redeployed | explain | released again | Put to use again.
redeploying | explain | releasing again | Putting to use again.
redundancy | explain | backup; spare systems | A second system that takes over.
redundant | explain | spare; second | There twice, so that one can fail.
refactor | replace | rework | To rebuild software without changing what it does.
refactored | replace | reworked | Rebuilt without changing what it does.
refactoring | replace | rework | Rebuilding software without changing what it does.
regressed | replace | got worse | It worked better before.
regression | replace | new fault; fault that came with a recent change | A recent change broke something that worked.
regression test, regression tests, regression testing | replace | tests of what worked before | Tests that find out whether a change broke something.
regressions | replace | new faults; faults that came with a recent change | A recent change broke something that worked.
reindex, re-index | explain | update search results | To prepare information anew so that it can be searched.
reindexing, re-indexing, indexing, search indexing, index update | explain | updating search results | Preparing information so that it can be searched.
remain elevated | explain | remain unusually high | Higher than usual.
remains elevated | explain | remains unusually high | Higher than usual.
remediate | replace | =fix | To put something right.
remediated | replace | =fixed | Put right.
remediates | replace | =fixes | It puts something right.
remediating | replace | =fixing | Putting something right.
remediation, remedial work | replace | repair work; fix | The work to put something right.
remediations, remediation steps, remediation items | replace | repairs | The steps to put something right.
remote code execution, RCE | replace | way for attackers to run programs | A weakness that lets attackers run programs.
remote hands, techs, DC techs, datacenter techs | replace | technicians | The people who work on the machines.
rendering | explain | display; showing | Showing on the screen.
renders | explain | shows | It shows on the screen.
replica, read replica, database replica | replace | copy of the database | A copy of stored information.
replica lag, replication lag, replication delay | replace | delay in copying data | Copies of the data are behind.
replicas, read replicas, database replicas | replace | copies of the database | Copies of stored information.
replication | replace | copying of data | Information is copied to another place.
repoint | replace | redirect | To lead to another place.
repointed | replace | redirected | Led to another place.
repointing | replace | redirecting | Leading to another place.
reported upstream | replace | reported to our supplier | Told to those who make the part that failed.
repositories, repos | note | project folders | Folders with all versions of projects.
repository, repo | note | project folder | A folder with all versions of a project.
reroute, re-route | explain | send another way | To let data take another way.
rerouted, re-routed | explain | sent another way | Data takes another way.
rerouting, re-routing | explain | sending another way | Data takes another way.
resiliency, resilience | explain | ability to keep working | Being able to keep working when something fails.
resilient | explain | able to keep working | Able to keep working when something fails.
resource contention, contention | replace | competition between tasks | Too many tasks compete.
resource exhaustion, exhaustion, capacity constraints, capacity issues, resource constraints, resource issues | replace | lack of room | Too much was needed at once.
response time | note | waiting time | How long something takes to answer.
response times | note | waiting times | How long things take to answer.
REST, REST API, RESTful API, GraphQL, gRPC | explain | connection for other software | A way for other software to connect.
REST APIs, GraphQL APIs | explain | connections for other software | Ways for other software to connect.
resync | note | update again | To make two things the same again.
retries | note | repeated attempts | Trying again.
retrigger, re-trigger, rerun, re-run | explain | start again | To start again.
retriggered, re-triggered | explain | started again | Started again.
retriggering, re-triggering, rerunning, re-running | explain | starting again | Starting again.
retrospective | note | look back | A look back at what happened.
revert | explain | undo | To undo a change.
revert to | explain | go back to | To go back to what was before.
reverted | explain | undid; undone | A change was undone.
reverted to | explain | went back to | Went back to what was before.
reverting | explain | undoing | Undoing a change.
reverting to | explain | going back to | Going back to what was before.
reverts | explain | undoes | It undoes a change.
roll back | replace | undo | To undo a change.
roll back to | replace | go back to | To go back to the earlier version.
roll forward | replace | fix with a newer version | To fix a fault with a newer version.
roll out | explain | release | To give a change to more and more people.
rollback | replace | return to the earlier version; reversal | Going back to the earlier version.
rollback of | replace | reversal of | Going back to the earlier version.
rollbacks | replace | returns to the earlier version | Going back to earlier versions.
rolled back | replace | undid; went back to the earlier version | A change was undone.
rolled back to | replace | went back to | Went back to the earlier version.
rolled out | explain | released | Given to more and more people.
rolling back | replace | undoing | Undoing a change.
rolling back to | replace | going back to | Going back to the earlier version.
rolling out | explain | releasing | Giving a change to more and more people.
rolling restart | explain | step-by-step restart | One computer is restarted after the other.
rollout | explain | step-by-step release; release | Giving a change to more and more people.
rollouts | explain | step-by-step releases; releases | Giving changes to more and more people.
rolls back | replace | undoes | It undoes a change.
root cause, root issue | explain | cause; what went wrong | What really made it go wrong.
root cause analysis, RCA, RCAs, root-cause investigation | replace | report on what went wrong | A report on what went wrong and why.
root causes | explain | causes | What really made it go wrong.
root causing | explain | finding the cause of | Finding out what made it go wrong.
route around | explain | go around | To take another way.
route traffic, reroute traffic, steer traffic | explain | direct visitors | To decide which way visitors take.
routed traffic, rerouted traffic | explain | sent visitors another way | Visitors were sent another way.
router, core router, network switch, core switch, top-of-rack switch | explain | network device | A device that passes data on.
routers, core routers, network switches, core switches, top-of-rack switches | explain | network devices | Devices that pass data on.
routes, network routes, network paths | note | paths through the internet | The ways data takes.
routing | explain | data paths; path of data | Which way data takes.
routing issue, routing problem, routing error, route leak, routing failure | explain | data sent the wrong way | Data takes a wrong way through the internet.
routing issues, routing problems, routing errors, routing failures, route leaks | explain | data sent the wrong way | Data takes a wrong way through the internet.
routing traffic, rerouting traffic, steering traffic | explain | directing visitors | To decide which way visitors take.
SaaS | explain | online service | A program that is used over the internet.
sandbox | explain | test area | A place for tests.
saturated | replace | overloaded; full | Nothing more fits in.
saturation, resource saturation | replace | full use | Nothing more fits in.
scale down | explain | use fewer computers | To use fewer computers.
scale up, scale out | explain | add computers to | To add computers.
scaled down | explain | used fewer computers | Fewer computers are used.
scaled up, scaled out | explain | added computers to | Computers were added.
scaling, horizontal scaling | explain | adding computers | Adding computers.
scaling down | explain | using fewer computers | Using fewer computers.
scaling up, scaling out | explain | adding computers to | Adding computers.
schema, database schema | replace | structure of the data | How data is arranged.
schema change, schema migration, database migration | replace | change to the structure of the data | How data is arranged is changed.
schema changes, schema migrations, database migrations | replace | changes to the structure of the data | How data is arranged is changed.
scrapers, web scrapers, AI scrapers, crawlers, web crawlers, AI crawlers | explain | programs that copy whole websites | Programs that open many pages by themselves.
scraping, crawling | explain | mass copying of pages | Copying many pages by a program.
search index | explain | list behind the search | What the search looks things up in.
security advisories | note | security notices | Notices about security problems.
security advisory | note | security notice | A notice about a security problem.
server rack, equipment rack | replace | cupboard with our computers | A cupboard for computers.
sharding, partitioning | replace | splitting of the data | Data is split into parts.
single point of failure | explain | part without a backup | A part that has no spare.
single sign-on | explain | shared sign-in | One sign-in that opens several services.
snapshot | explain | saved copy | A copy of how things were at one moment.
snapshots | explain | saved copies | Copies of how things were at one moment.
snapshotting | explain | making a saved copy | Copying how things are at one moment.
spike | note | sudden rise | A sudden rise.
spikes | note | sudden rises | Sudden rises.
spin up | explain | start | To start.
spinning up | explain | starting | Starting.
split brain | replace | disagreement between copies | Two copies both took themselves for the main one.
sporadic | explain | occasional; irregular | It happens now and then.
sporadically | explain | =sometimes; now and then | It happens now and then.
spun up | explain | started | Started.
SRE, SREs, SRE team, DevOps, DevOps team, ops team, NOC | replace | our technical team | The people who look after the systems.
stability issues | explain | problems | It does not work reliably.
stack trace, stack traces, traceback, core dump | replace | error details | What a program writes when it fails.
staging | explain | test version | A version for tests.
staging instance, staging environment, staging server | explain | test version | A version for tests.
stakeholder | explain | person concerned | A person concerned.
stakeholders | explain | people concerned | The people concerned.
stale | explain | out-of-date | Out of date.
steady state | explain | normal operation | Everything works as usual.
subdomain, custom domain | explain | web address | The name of a website.
subdomains, custom domains | explain | web addresses | The names of websites.
subset, small subset | note | part; small part | A part of the whole.
subset of | note | part of | A part of the whole.
success rate, success rates | explain | share of attempts that work | How many attempts out of all work.
sunset | explain | shut down | To switch off for good.
sunsetting | explain | shutting down | Switching off for good.
switch failure, router failure, line card failure | explain | failed network device | A device that passes data on broke.
sync | note | update; match | Making two things the same.
synced | note | updated; matched | Made the same in both places.
synchronization, synchronisation | note | updating; matching | Making two things the same.
syncing | note | updating; matching | Making two things the same.
systemd, cgroup, cgroups, taint, tainted, daemon, daemons, mutex | replace | - | Something deep inside a computer.
telemetry, observability | explain | measurements | What is measured about a system.
the fix has been implemented, the fix has been deployed, the fix has been rolled out, the fix was deployed | note | the problem has been fixed | The problem is fixed.
third-party provider, third-party vendor, third-party supplier, external vendor, external provider | note | supplier | A company whose service we use.
third-party providers, third-party vendors | note | suppliers | Companies whose services we use.
throttle | replace | slow down | To slow down on purpose.
throttled | replace | slowed down on purpose | Slowed down on purpose.
throttling | replace | slowing down on purpose | Slowing down on purpose.
throughput | explain | speed; amount that gets through | How much work gets done in a given time.
thundering herd, retry storm | replace | rush of repeated requests | Everything tries again at the same time.
time out | explain | take too long and fail | It waits too long and gives up.
time to detection, time to detect, time to mitigation, time to mitigate, time to recovery, MTTR, TTD, TTM | replace | speed of our response | How long it takes to notice or fix a problem.
timed out | explain | took too long and failed | It waited too long and gave up.
timeout | explain | failure after a long wait | Something gave up because it waited too long.
timeouts, timeout errors, time-outs | explain | failures after a long wait | Something gave up because it waited too long.
times out | explain | takes too long and fails | It waits too long and gives up.
timing out | explain | taking too long and failing | It waits too long and gives up.
TLS certificate, SSL certificate, HTTPS certificate, cert, SSL cert | explain | security certificate | Proof that a website is what it says.
TLS certificates, SSL certificates, HTTPS certificates, certs, SSL certs | explain | security certificates | Proof that websites are what they say.
TLS connections, SSL connections | explain | secure connections | Connections that nobody can listen in to.
TLS errors, SSL errors, TLS handshake, SSL handshake | replace | failed secure connections | Secure connections cannot be made.
to production | explain | to the live service | To the version that everybody uses.
to provision | explain | to set up | To set up.
to upstream | replace | to our supplier | A company whose service we use.
token, access token, auth token, authentication token | explain | access key | A key with which software signs in.
tokens, access tokens, auth tokens, authentication tokens | explain | access keys | Keys with which software signs in.
traffic | note | visits; requests | All that people and apps ask of a service.
traffic spike | explain | sudden rush of visitors | Far more visitors than usual.
traffic spikes | explain | sudden rushes of visitors | Far more visitors than usual.
transient | explain | short-lived; passing | It lasts for a short time.
transit provider, transit carrier, IP transit | replace | internet supplier | A company that connects us to the internet.
transit providers, transit carriers | replace | internet suppliers | Companies that connect us to the internet.
triage | replace | check; first check | Sorting problems by how urgent they are.
triaged | replace | checked | Sorted by how urgent it is.
triaging | replace | checking | Sorting problems by how urgent they are.
truncated | explain | cut off | The end is missing.
two-factor authentication, multi-factor authentication | explain | two-step sign-in | A password and a second check.
UI, user interface, web UI | explain | screen; page | What you see and click.
UIs, user interfaces | explain | screens; pages | What you see and click.
unauthenticated | explain | signed-out; not signed in | Not signed in.
uncaught exceptions | replace | program errors | Faults in a running program.
under load, under heavy load, under high load | explain | under heavy use | More use than usual.
under the hood, out of the box, on our radar, circle back, deep dive, low-hanging fruit | replace | - | Office slang.
unhandled exception | replace | program error | A fault in a running program.
unhandled exceptions | replace | program errors | Faults in a running program.
unhealthy | explain | faulty; not working properly | Not working as it should.
upstream | replace | outside; at a supplier | At a company whose service we use.
upstream advised | replace | our supplier advised | A company whose service we use.
upstream confirmed | replace | our supplier confirmed | A company whose service we use.
upstream confirms | replace | our supplier confirms | A company whose service we use.
upstream had | replace | our supplier had | A company whose service we use.
upstream has | replace | our supplier has | A company whose service we use.
upstream identified | replace | our supplier identified | A company whose service we use.
upstream indicated | replace | our supplier indicated | A company whose service we use.
upstream is | replace | our supplier is | A company whose service we use.
upstream issue, upstream problem, upstream outage, upstream incident, upstream failure, upstream error | replace | problem at a supplier | Something went wrong at a company whose service we use.
upstream issues, upstream problems, upstream errors, upstream failures | replace | problems at a supplier | Something went wrong at a company whose service we use.
upstream maintenance | replace | maintenance at our supplier | A company whose service we use.
upstream project, upstream repository, upstream repo | replace | original project | The project that made the software.
upstream projects, upstream repositories | replace | original projects | The projects that made the software.
upstream provider, upstream vendor, upstream supplier, upstream carrier, upstream partner, upstream service provider, upstream network provider, upstream infrastructure provider, upstream model provider, upstream ISP, upstream host | replace | outside supplier; company we rely on | A company whose service we use.
upstream providers, upstream vendors, upstream suppliers, upstream carriers, upstream model providers, upstreams | replace | outside suppliers; companies we rely on | Companies whose services we use.
upstream reported | replace | our supplier reported | A company whose service we use.
upstream reports | replace | our supplier reports | A company whose service we use.
upstream resolved | replace | our supplier resolved | A company whose service we use.
upstream response, upstream reply | replace | answer from our supplier | A company whose service we use.
upstream restored | replace | our supplier restored | A company whose service we use.
upstream stated | replace | our supplier stated | A company whose service we use.
upstream states | replace | our supplier states | A company whose service we use.
upstream update, upstream updates | replace | news from our supplier | A company whose service we use.
upstream was | replace | our supplier was | A company whose service we use.
upstream will | replace | our supplier will | A company whose service we use.
uptime | explain | time in service | The time that a service works.
VM, virtual machine, virtual server | explain | cloud computer | A computer that exists as software in a data centre.
VMs, virtual machines, virtual servers | explain | cloud computers | Computers that exist as software in a data centre.
VNet, vnet, VNets, virtual network | explain | separate network | A network of its own within a larger one.
vulnerabilities, security vulnerabilities | note | security weaknesses | Weaknesses that attackers could use.
vulnerability, security vulnerability | note | security weakness | A weakness that attackers could use.
warm up | note | get ready | To get ready for full use.
warming up | note | getting ready | Getting ready for full use.
was elevated | explain | was unusually high | Higher than usual.
was mitigated | explain | was fixed for now; was contained | The worst is dealt with, but it may not be fully fixed.
was reverted | explain | was undone | A change was undone.
was reverted to | explain | was returned to | Went back to what was before.
was rolled back | replace | was undone | A change was undone.
was rolled back to | replace | was returned to | Went back to the earlier version.
webhook, webhook delivery | explain | automatic message to your other systems | A message that one system sends to another by itself.
webhooks, webhook deliveries, webhook events | explain | automatic messages to your other systems | Messages that one system sends to another by itself.
websocket | replace | live connection | A connection that stays open.
websockets, websocket connections | replace | live connections | Connections that stay open.
were elevated | explain | were unusually high | Higher than usual.
were reverted | explain | were undone | Changes were undone.
were rolled back | replace | were undone | Changes were undone.
with upstream | replace | with our supplier | A company whose service we use.
work around | note | get round | To find another way.
workaround | note | another way for now | Another way to do it for the moment.
workarounds | note | other ways for now | Other ways to do it for the moment.
worker node, compute node, storage node, control plane node, master node, database nodes, worker nodes, compute nodes, storage nodes, control plane nodes, master nodes | replace | computers in the group | Computers that work together.
workers | note | helper programs | Programs that work tasks off.
workflow | note | automated process | Steps that run one after another.
workflow run, workflow runs | note | automated runs | Steps that run by themselves.
workflows | note | automated processes | Steps that run one after another.
workload | explain | work | The work that computers do.
workloads | explain | tasks; your apps and jobs | The work that computers do.
zero-day | replace | newly found weakness | A weakness that nobody has fixed yet.
"""
