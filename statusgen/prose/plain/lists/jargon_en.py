"""Technical terms in English incident notes, with everyday words for each.

A line: forms that take the same replacement | advice | replacements, the best first | meaning. Advice is
`replace`, `explain` (fine when it is explained) or `note` (a hint). A `=` before the replacements: the first
fits and is true in any sentence. `-`: there is none; the words are better left out.
"""

JARGON = """
degraded performance | explain | slow or unreliable service; slow pages | The service works, but more slowly or less reliably than usual.
degraded availability | explain | failures now and then | Some attempts to use the service fail.
degraded service, service degradation, degraded experience | explain | slow or unreliable service | The service works worse than usual.
degraded | note | slow; not working well | Not working as well as usual.
degradation, degradations, performance degradation | explain | slowdown | A drop in how well something works.
impacted performance | explain | slower service | Slower than usual.
mitigate | explain | reduce the problem; fix | To make a problem smaller before it is fully fixed.
mitigates | explain | reduces | To make a problem smaller before it is fully fixed.
mitigating | explain | reducing; fixing | Making a problem smaller before it is fully fixed.
mitigated | explain | fixed for now; made smaller | The worst is dealt with, but it may not be fully fixed.
mitigation, mitigations, mitigation measures | explain | temporary fix; fix | A step that makes a problem smaller.
remediate | replace | fix | To put something right.
remediated | replace | fixed | Put right.
remediating | replace | fixing | Putting something right.
remediation | replace | repair work; fix | The work to put something right.
impacted | note | affected | Affected by a problem.
impacting | note | affecting | Affecting somebody or something.
latency, latencies | explain | delay; slow responses | How long something takes to answer.
elevated latency, increased latency, high latency, higher latency | replace | slower responses than usual | Answers take longer than usual.
elevated error rate, elevated error rates, increased error rate, increased error rates, elevated errors, elevated rate of errors, elevated rates of errors, high error rate | replace | more errors than usual | More attempts fail than usual.
elevated failure rate, elevated failure rates | replace | more failures than usual | More attempts fail than usual.
error rate, error rates, failure rate, failure rates | explain | share of attempts that fail | How many attempts out of all fail.
elevated | note | higher than usual | Higher than usual.
throughput | explain | speed; how much we can handle | How much work gets done in a given time.
timeout, timeouts, time-outs | explain | pages that give up waiting | Something gave up because it waited too long.
timed out | explain | took too long and failed | It waited too long and gave up.
timing out | explain | taking too long and failing | It waits too long and gives up.
intermittent | explain | occasional; on-and-off | It comes and goes.
intermittently | explain | on and off; now and then | It comes and goes.
sporadic | explain | occasional | It happens now and then.
sporadically | explain | now and then | Now and then.
transient | explain | short-lived | It lasts for a short time.
downtime | note | time when the service is not available | Time when the service cannot be used.
uptime | explain | time the service works | The time that a service works.
brownout, brownouts | replace | planned short interruption | A planned short interruption.
failover, fail-over | replace | switch to a backup system | A switch to a backup system.
failed over | replace | switched to a backup system | Switched to a backup system.
failing over | replace | switching to a backup system | Switching to a backup system.
fail over | replace | switch to a backup system | To switch to a backup system.
fallback | explain | backup option | What is used when the usual way does not work.
rollback | replace | return to the earlier version | Going back to the earlier version.
rolled back | replace | undid the change; went back to the earlier version | Went back to the earlier version.
rolling back | replace | going back to the earlier version | Going back to the earlier version.
roll back | replace | go back to the earlier version | To go back to the earlier version.
revert | explain | undo | To undo a change.
reverted, reverts | explain | undid; undone | A change was undone.
reverting | explain | undoing | Undoing a change.
rollout, roll-out | explain | step-by-step release | Giving a change to more and more people.
rolled out | explain | released | Given to more and more people.
rolling out | explain | releasing | Giving a change to more and more people.
roll out | explain | release | To give a change to more and more people.
deploy | explain | put live; release | To put a change to use.
deployed | explain | put live; released | Put to use.
deploying | explain | putting live; releasing | Putting to use.
deployment, deployments, redeployment, production deployment | explain | release; update to our systems | Putting a change to use.
redeploy | explain | put live again | To put to use again.
redeployed | explain | put live again | Put to use again.
hotfix, hot fix, hotfixes | explain | urgent fix | A fix made in a hurry.
hotfixed | explain | fixed quickly | Fixed in a hurry.
patched | note | updated | Updated to fix a fault.
patching | note | updating | Updating to fix a fault.
regression, regressions | replace | fault that came with a recent change | A recent change broke something that worked.
root cause, root-cause, root issue, root causes | explain | cause; what went wrong | What really made it go wrong.
root cause analysis, RCA | replace | report on what went wrong | A report on what went wrong and why.
postmortem, post-mortem, post mortem | explain | report on what happened | A report on what happened and what was learned.
configuration change, config change, configuration changes | explain | change to our settings | A change to settings.
configuration, config, configs, configurations | note | settings | How something is set up.
reconfigured | explain | changed the settings of | Set up in another way.
misconfiguration, misconfigurations | explain | wrong setting | A setting that is wrong.
misconfigured | explain | set up wrongly | Set up wrongly.
feature flag, feature flags | replace | switch that turns a feature on or off | A switch that turns a feature on or off.
upstream provider, upstream providers, upstream model provider, upstream vendor | replace | supplier; company we rely on | A company whose service we use.
upstream | replace | at our supplier; at a company we rely on | At a company whose service we use.
upstreams | replace | suppliers | Companies whose services we use.
downstream | replace | dependent; that rely on it | Services that rely on another one.
third-party provider, third party provider, third-party vendor | note | supplier | A company whose service we use.
dependency, dependencies | explain | other service we rely on | Another system that is needed.
subset, small subset | note | part; some | A part of the whole.
API, APIs | note | connection for other software | How other software connects to a service.
API requests, API calls, API traffic, API request | explain | requests from connected apps | What connected apps ask of a service.
API token, API tokens, API key, API keys | explain | access key for other software | A key with which other software signs in.
endpoint, endpoints | replace | address for connected software | An address that connected software uses.
REST API, REST, GraphQL | note | connection for other software | A way for other software to connect.
webhook, webhooks | note | automatic message to your other systems | A message that one system sends to another by itself.
webhook delivery, webhook deliveries | note | automatic messages to your other systems | Messages that one system sends to another by itself.
HTTP 500, HTTP 502, HTTP 503, HTTP/502, HTTP 504, 5xx errors, 5XX errors, 5xx, 5XX, 500 errors, 502 errors, 503 errors, 504 errors, 500s, 502s, 503s | replace | error messages | A page shows an error in place of its content.
4xx, 4XX, 4xx errors, 403 errors, 404s, 401 errors, 429 errors | replace | error messages | A page shows an error in place of its content.
internal server error, internal server errors, bad gateway | explain | error page; error pages | The page shows an error in place of its content.
unauthenticated | explain | not signed in | Not signed in.
authenticate | explain | sign in | To sign in.
authenticating | explain | signing in | Signing in.
authentication | explain | sign-in; signing in | Showing who you are when you sign in.
authorization, authorisation | explain | permission | Permission to do something.
credential, credentials | explain | sign-in details | Name and password, or the like.
token, tokens, access token, access tokens | explain | access key | A key with which software signs in.
single sign-on | explain | one sign-in for several services | One sign-in that opens several services.
DNS record, DNS records | replace | internet address entry | An entry in the internet's address book.
nameserver, nameservers, name servers, resolver, resolvers | replace | internet address service | A system that finds websites by their name.
propagation | explain | spread to all systems | The time until a change has arrived everywhere.
propagate | explain | spread | To arrive everywhere.
propagating | explain | spreading | Arriving everywhere.
propagated | explain | spread | Arrived everywhere.
cache, caches, caching, caching layer | explain | saved copies | Copies that are kept so that pages open quickly.
cached | explain | saved | Kept as a copy.
purge | explain | clear | To empty or delete.
purged | explain | cleared | Emptied or deleted.
purging | explain | clearing | Emptying or deleting.
stale | explain | out-of-date | Out of date.
load balancer, load balancers, load balancing, load-balancers | replace | system that shares visitors between servers | It shares visitors between several servers.
server, servers, database servers | note | computer that runs the service | A computer that runs a service.
host, hosts, hostname, hostnames | note | computer | A computer that runs a service.
node, nodes, worker nodes | replace | computer; computers | A computer that runs part of a service.
cluster, clusters | replace | group of computers | Several computers that work as one.
Kubernetes, k8s, AKS, EKS, GKE, OpenShift | replace | system that runs our software | A system that runs software on many computers.
pods, pod | replace | - | A part of the software that runs on its own.
container, containers, containerized, Docker | explain | - | A package in which software runs.
VM, VMs, virtual machine, virtual machines | explain | cloud computer; cloud computers | A computer that exists as software in a data centre.
instances, instance | note | copies of the service | Copies of a service, or computers that run it.
compute instances, compute | explain | cloud computers | Computers that can be rented by the hour.
provision | explain | set up | To set up.
provisioning | explain | setting up | Setting up.
provisioned | explain | set up | Set up.
spin up | explain | start | To start.
spinning up | explain | starting | Starting.
workload, workloads | explain | your apps and jobs; tasks | The work that computers do.
backend, back-end, back end, backends | replace | system behind the scenes | The part of a service that nobody sees.
frontend, front-end, front end | replace | part that you see | The part of a service that people see.
UI, user interface, UIs | explain | screen; page | What you see and click.
CLI, command line | explain | command-line tool | A tool that is used by typing commands.
database, databases, datastore, data store | note | place where information is stored | Where information is stored.
DB, DBs | replace | database | Where information is stored.
replica, replicas, read replica, read replicas | replace | copy of the database | A copy of stored information.
replica lag, replication lag, replication delay, replication | replace | delay in copying data | Copies of the data are behind.
primary database, database primary | explain | main database | The database that all others copy.
follower, followers, follower database | explain | copy of the database | A copy that follows the main database.
leader | note | main copy | The main copy, which others follow.
migration, migrations | note | move to a new system | A move to another system.
migrating | note | moving | Moving to another system.
migrated | note | moved | Moved to another system.
queue, queues | note | waiting line | Work that waits for its turn.
queued, enqueued | note | waiting | Waiting for its turn.
queueing, queuing | note | waiting | Waiting for its turn.
backlog, backlogs | note | work that has piled up | Work that has piled up.
background jobs, background processing, background workers | explain | tasks that our systems run | Tasks that run by themselves.
jobs, job | note | tasks | Tasks that run by themselves.
workers | explain | - | Programs that work tasks off.
cron, cron job, cronjob, cron jobs | replace | scheduled task | A task that runs at set times.
traffic | note | visits; requests | All that people and apps ask of a service.
spike, spikes | note | sudden rise | A sudden rise.
heavy load, under load, high load, huge load, server load, increased load | explain | heavy use; very busy | More use than usual.
saturation | replace | full use | Nothing more fits in.
saturated | replace | full; too busy | Nothing more fits in.
resource exhaustion, exhaustion | replace | lack of room | It ran out of room.
exhausted | explain | used up | Used up.
connection pool, connection pools, connection limits | replace | limit of connections | How many connections are possible at once.
resource issues, resource constraints, resource contention, contention | replace | too many tasks at once | Too many tasks compete.
scale up, scale out, scaling up | explain | add more computers; adding more computers | Adding computers.
scaled up, scaled out, scaled | explain | added more computers | Computers were added.
scaling | explain | adding more computers | Adding computers.
autoscaling, auto-scaling | replace | adding computers automatically | Adding computers automatically.
throttling, throttled | replace | slowed down on purpose | Slowed down on purpose.
rate limit, rate limits, rate limiting, rate-limits | replace | limit on requests | A limit on how many requests may come in.
rate-limited, rate limited | replace | held back by a limit | Held back because there were too many requests.
retrigger, re-trigger, rerun | explain | start again | To start again.
retriggered, re-triggered | explain | started again | Started again.
retriggering, re-triggering | explain | starting again | Starting again.
packet loss, packets, packet | replace | lost data; data that does not arrive | Some data does not arrive.
connectivity issues, connectivity issue, connectivity problems, network connectivity | explain | trouble connecting | Trouble connecting.
connectivity | explain | connection | Being connected.
routing, routing issues, routing issue | explain | path of data through the internet | Which way data takes.
routes, route traffic, route leak, network route, network routes | explain | path; paths through the internet | The way data takes.
rerouted, re-routed, rerouting, re-routing | explain | sent another way; sending another way | Data takes another way.
BGP, peering, transit, transit provider | replace | internet routes | How networks pass data to each other.
anycast | replace | - | One address that is served from many places.
PoP, PoPs, point of presence | replace | location | A place from which a service is given.
IP address, IP addresses, IP, IPs, IPv6, IPv4, IP range, IP ranges, subnet, subnets | explain | network address; network addresses | The number by which a computer is reached.
TLS, SSL, SSL certificate, TLS certificate, SSL certificates, HTTPS | explain | secure connection | A connection that nobody can listen in to.
certificate, certificates, certificate renewal | note | security certificate | Proof that a website is what it says.
DDoS, DDoS attack, DDoS attacks, DoS attack, denial of service, denial-of-service | explain | attack with a flood of traffic | An attack that floods a service with traffic.
vulnerability, vulnerabilities | note | security weakness | A weakness that attackers could use.
remote code execution, RCE | replace | way for attackers to run programs | A weakness that lets attackers run programs.
CVE, CVEs | replace | security weakness | A publicly known weakness.
edge nodes, edge network, public edge, edge servers, edge location, edge locations | replace | entry points to our network | The places where visitors enter a network.
ingress | replace | incoming traffic | What comes in.
egress | replace | outgoing traffic | What goes out.
outbound, outbound messages | note | outgoing | Going out.
inbound | note | incoming | Coming in.
proxy, proxies, reverse proxy | replace | go-between server | A system between you and the service.
firewall, firewalls, firewall rule, firewall rules | explain | network protection | It keeps unwanted visitors out.
gateway, gateways | explain | entry point | The point through which data passes.
router, routers | explain | network device | A device that passes data on.
switch failure, core switch, network switch, switches | explain | network device | A device that connects computers.
availability zone, availability zones, AZ | explain | one of our data centre sites | One of several data centres in a region.
data center, datacenter, data centre, datacenters, data centers | note | building with our servers | A building that houses computers.
telemetry, observability, metrics, metric | explain | measurements | What is measured about a system.
alerting, alerts | note | automatic warnings | Warnings that a system gives by itself.
time to detection, time to mitigation, MTTR, TTD, TTM | replace | how quickly we notice and fix problems | How long it takes to notice or fix a problem.
P0, P1, SEV1, SEV-1, Sev 1, SEV2, SEV-2 | replace | very serious | How serious it is, on an internal scale.
maintenance window, change window, maintenance windows | note | planned work time | The time set aside for planned work.
workaround, work-around, workarounds | note | another way for now | Another way to do it for the moment.
payload, payloads | replace | data | The data that is sent.
artifact, artifacts | explain | files; finished files | Files that a program produces.
pipeline, pipelines, CI pipeline, CI pipelines | explain | automated process | Steps that run by themselves.
repository, repositories, repo, repos | note | project folder | A folder with all versions of a project.
commit, commits, uncommitted | note | saved changes | Changes that were saved.
PR, PRs, pull request, pull requests | note | proposed change; proposed changes | A change that somebody proposes.
out of sync | explain | not matching | Not the same in both places.
sync, syncing, synchronization, synchronisation, resync | note | update; matching | Making two things the same.
reindex, reindexing, re-index, re-indexing, indexing | explain | updating search results | Preparing information so that it can be searched.
rendering | explain | showing | Showing on the screen.
query, queries | explain | search; request for data | A question to a database.
schema | replace | structure of the data | How data is arranged.
corrupt, corrupted, corruption | note | damaged | Damaged.
data inconsistency, inconsistent data, data inconsistencies | explain | information that does not match | Information that does not match.
race condition, race conditions | replace | two things happening at the wrong time | Two things happen at the wrong time.
deadlock, deadlocks | replace | tasks that block each other | Tasks that block each other.
memory leak, OOM, out of memory, memory pressure, memory exhaustion | replace | lack of memory | The system ran out of memory.
disk quota, disk space, disk, disks, storage volume | note | storage space | Room to store files.
kernel, kernels, kernel panic | replace | system software | The innermost part of the software.
device driver, device drivers, ixgbe driver | note | device software | Software for a device.
firmware | explain | device software | Software inside a device.
reboot, rebooting | note | restart | To switch off and on again.
reboots | note | restarts | Switching off and on again.
rebooted | note | restarted | Switched off and on again.
decommission, decommissioning | explain | switch off for good | To switch off for good.
decommissioned, sunset, EOL, end-of-life | explain | switched off for good | Switched off for good.
deprecated, deprecation | explain | being phased out | Soon to be switched off.
staging, staging instance, staging environment | explain | test version | A version for tests.
production instance, production environment, production, prod | explain | live service | The version that everybody uses.
virthost, virthosts, hypervisor, hypervisors, bare metal | replace | - | A computer that runs other computers.
nginx, Redis, MySQL, PostgreSQL, Postgres, Elasticsearch, Kafka, RabbitMQ, Puppet, Terraform, haproxy, Varnish, Memcached, MongoDB, MariaDB, Ansible, Celery, Heroku | replace | - | The name of a program that works behind the scenes.
systemd, cgroup, cgroups, taint, tainted, daemon, daemons | replace | - | Something deep inside a computer.
logs, logging, log files | note | records | What a system writes down about its work.
stack trace, stack traces, exception, exceptions | replace | error details | What a program writes when it fails.
a fix has been implemented, fix has been implemented, fix has been deployed, a fix has been deployed | note | we have fixed the problem | The problem is fixed.
implemented a fix, deployed a fix, implementing a fix | note | fixed the problem | The problem is fixed.
unhealthy | explain | not working properly | Not working as it should.
healthy | explain | working properly | Working as it should.
health check, health checks, healthchecks | replace | automatic test | A test that runs by itself.
baseline, baseline levels | explain | normal level | The usual level.
cascading failure, cascading failures, cascading | replace | one failure that caused others | One failure causes others.
resiliency, resilience, resilient | explain | able to keep working | Able to keep working when something fails.
redundancy | explain | backup systems | A second system that takes over.
redundant | explain | second; spare | There twice, so that one can fail.
recurrence, reoccurrence | explain | repeat | Happening again.
false positive, false-positive, false positives, false-positives | explain | false alarm | An alarm without a reason.
functionality | explain | features; what you can do | What can be done with something.
anomaly, anomalies, anomalous | explain | something unusual | Something out of the ordinary.
triage | replace | first check | Sorting problems by how urgent they are.
triaging | replace | checking | Sorting problems by how urgent they are.
refactoring, refactor, refactored | replace | rework | Rebuilding software without changing what it does.
repoint, repointed | replace | redirect | To lead to another place.
bump, bumped | explain | update | To take a newer version.
ephemeral | explain | temporary | There for a short time.
idempotent, fungible, heuristic, heuristics | replace | - | A word from computer science.
pagination, paginated | explain | page numbers | Splitting a list into pages.
debugging, debug | explain | looking for the fault | Looking for a fault in software.
controller, controllers | explain | control system | A system that directs others.
plugin, plugins, plug-in, plug-ins | note | add-on | A part that adds something to a program.
agents, build agents, container agents | note | computers that run your tasks | Computers that run tasks.
runner, runners, hosted runners | note | computers that run your tasks | Computers that run tasks.
builds | note | automated builds | Making a program from its source.
bucket, buckets | explain | storage space | A place to store files.
subdomain, subdomains, custom domain, custom domains | explain | web address; web addresses | A part of a web address.
on-call, on call, SRE, SREs, DevOps, ops team | replace | our technical team | The people who look after the systems.
devs, dev team | replace | our developers | The people who write the software.
techs, remote hands | replace | our technicians | The people who work on the machines.
cage, cabinet, racks, rack | replace | - | Where computers stand.
UPS | replace | emergency battery | A battery for power cuts.
NAT, VPC, VNet, vnet, VLAN, MTU, ACL, ACLs, CIDR | replace | network settings | Settings of a network.
auth | replace | sign-in | Showing who you are when you sign in.
infra | replace | our systems | The computers and networks behind a service.
infrastructure | note | our systems | The computers and networks behind a service.
LTS | explain | long-term version | A version that is looked after for years.
end users, end-users, end user | note | users | The people who use something.
serving | note | answering | Answering visitors.
offline imaging, image build, image builds, base image, golden image | replace | preparing new computers | Making copies from which computers start.
partition, partitions, sharding, shard, shards | replace | part of the data | A part of stored data.
consumer lag, consumers | explain | programs that read the data | Programs that read data.
ETL, ingestion, data ingestion | replace | taking in data | Taking in data.
ingest | replace | take in | To take in.
ingested | replace | taken in | Taken in.
hook, hooks | explain | automatic step | A step that runs by itself.
arm64, amd64, x86, x86_64 | replace | - | A kind of computer chip.
under the hood, out of the box, on our radar, circle back | replace | - | Office slang.
stakeholders, stakeholder | explain | people concerned | The people concerned.
GA, EOD, EOB, COB | replace | - | Office slang.
"""
