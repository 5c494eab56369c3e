"""x."""

JARGON = r"""
degraded performance | explain | slow or unreliable | The service works, but more slowly or less reliably than usual.
degraded availability | explain | sometimes not working | Some attempts to use the service fail.
degraded | note | slow; not working well | Not working as well as usual.
degradation, degradations | explain | slowdown; problem | A drop in how well something works.
service degradation | explain | the service was slow or unreliable | The service worked worse than usual.
impacted performance | explain | slower than usual | Slower than usual.
mitigate, mitigates, mitigating | explain | reduce the problem; fix; work around | Make a problem smaller before it is fully fixed.
mitigated | explain | fixed for now; made better | The worst of the problem has been dealt with, but it may not be fully fixed.
mitigation, mitigations | explain | temporary fix; fix | Something done to reduce a problem.
remediate, remediates, remediated, remediating | explain | fix; put right | Fix a problem.
remediation | explain | repair work; fix | The work done to fix a problem.
impacted, impacting | note | affected; stopped working for | Affected.
latency, latencies | explain | delay; slow response | How long you wait for a response.
elevated latency, increased latency, high latency | replace | slower responses than usual | Pages or requests take longer than usual.
elevated error rate, elevated error rates, increased error rate, increased error rates, elevated errors, elevated rate of errors | replace | more errors than usual | More attempts than usual are failing.
error rate, error rates, failure rate, failure rates | explain | how many attempts failed (give "about 1 in 10") | The share of attempts that fail.
elevated | explain | higher than usual | Higher than usual.
throughput | explain | how much work the system can handle; speed | How much the system can process in a given time.
timeout, timeouts, time-out | explain | the page gave up waiting | The system stopped waiting for an answer.
timed out, timing out | explain | took too long and failed | The request took so long that it failed.
intermittent, intermittently | explain | on and off; from time to time | Happening on and off.
sporadic, sporadically | explain | now and then | Happening now and then.
transient | explain | short-lived | Lasting a short time.
outage, outages | note | the service stopped working; not available | A time when the service does not work.
downtime | note | time when the service is not available | Time when the service does not work.
brownout, brownouts | replace | planned short interruption | A planned, temporary reduction in service.
disruption, disruptions | note | problem; interruption | An interruption to the service.
failover, fail-over, failed over, failing over, fail over | replace | switched to a backup system | Moving work to a backup system when the main one fails.
fallback | explain | backup option | What is used when the main option fails.
rollback, rolled back, roll back, rolling back | replace | undid the change; went back to the earlier version | Undoing a recent change.
revert, reverted, reverting, reverts | explain | undo; undid | Undo a change.
rollout, roll out, rolled out, rolling out | explain | release; introduce gradually | Releasing a change step by step.
deploy, deployed, deploying, deploys | explain | release; put live | Put a new version of software into use.
deployment, deployments | explain | release; update to our systems | Putting a new version of software into use.
hotfix, hot fix | explain | urgent fix | A fix released quickly.
patched, patching | note | update; fix | A small software update.
regression, regressions | replace | a recent change broke something that used to work | Something that worked before stopped working after a change.
root cause, root-cause | explain | cause; what went wrong | The underlying reason.
RCA | replace | report on what went wrong | Root cause analysis: a report explaining why it happened.
postmortem, post-mortem, post mortem | explain | report on what happened | A report written after an incident.
configuration change, config change, configuration changes | explain | a change to our settings | A change to how a system is set up.
misconfiguration, misconfigured | explain | wrong setting | A setting that was wrong.
feature flag, feature flags | replace | switch that turns a feature on or off | A switch for turning features on or off.
upstream provider, upstream providers, upstream model provider, upstream | replace | a company we rely on; supplier | Another company whose service we depend on.
downstream | replace | services that depend on it | Systems that rely on this one.
third-party provider, third party provider, vendor | note | supplier | Another company whose service we use.
dependency, dependencies | explain | another system we rely on | Something else that must work for this to work.
subset, small subset | explain | some; give a number or say who | Part of a group.
API, APIs | note | the way other software connects to ours | Application programming interface: how software programs talk to each other.
API requests, API calls, API traffic | explain | requests from connected apps | Requests other software makes to us.
endpoint, endpoints | replace | address used by connected software | One address of an API.
REST API, REST | explain | connection for other software | A common style of API.
GraphQL | explain | connection for other software | A type of API.
webhook, webhooks | explain | automatic message to your other systems | An automatic message our system sends to another system when something happens.
webhook delivery, webhook deliveries | explain | automatic messages to your other systems | Sending webhooks.
HTTP, HTTPS | explain | - | The way web pages are sent.
5xx, 5XX, 4xx, 4XX, HTTP 500, HTTP 502, HTTP 503, HTTP/502, 500 errors, 502, 503, 504 | replace | error messages; the page fails to load | Codes for errors on our side.
500s, internal server error | explain | an error page | A general error on our side.
unauthenticated | explain | not signed in | Not signed in.
authenticate, authenticating, authentication | explain | sign in; signing in | Proving who you are, usually by signing in.
authorization, authorisation | explain | permission | Being allowed to do something.
credential, credentials | explain | sign-in details | User name, password or key.
token, tokens, access token | explain | access key | A code that lets software sign in for you.
SSO, single sign-on | explain | single sign-on (one sign-in for several services) | Signing in once for several services.
SAML, OIDC, SCIM, LDAP, OAuth | replace | company sign-in | Ways companies connect their sign-in systems.
2FA, MFA | explain | two-step sign-in | Signing in with a password and a second check.
DNS | replace | the internet's address book | The system that turns web names into network addresses.
TTL | replace | how long old addresses are remembered | Time to live: how long other computers keep a copy.
propagation, propagate, propagating | explain | spread to all systems | Reaching every system.
CDN | replace | system that delivers pages quickly around the world | Content delivery network.
cache, caches, cached, caching | explain | saved copy | A temporary copy kept to make things faster.
stale | explain | out of date | Out of date.
load balancer, load balancers, load balancing | replace | system that shares visitors between servers | Shares work between servers.
server, servers | note | computer that runs the service | A computer that runs the service.
host, hosts | explain | computer | A computer that runs software.
node, nodes | replace | computer | One computer in a group.
cluster, clusters | replace | group of computers | Several computers working together.
Kubernetes, k8s, AKS, EKS, GKE | replace | our systems | Software that manages other software on many computers.
pods | replace | - | A running piece of software.
container, containers | explain | - | A packaged piece of software.
VM, VMs, virtual machine, virtual machines | explain | cloud computer | Virtual machine: a computer that runs inside another computer.
instances | explain | cloud computers; copies of the service | One running copy.
compute instances, compute | explain | cloud computers | Computing power.
provisioning, provision, provisioned | explain | setting up; creating | Setting something up so it can be used.
runner, runners, hosted runners | note | machine that runs automated jobs | A machine that runs automated jobs.
workload, workloads | explain | your apps and jobs | The work or apps running on our systems.
volumes | note | storage disk | Storage space attached to a cloud computer.
backend, back-end, back end | replace | behind-the-scenes system | The part users do not see.
frontend, front-end | replace | the part you see | The part users see.
UI | explain | screen; page | User interface: the screens you use.
CLI | explain | command-line tool | A tool used by typing commands.
database, databases, datastore | note | where your information is stored | Where information is stored.
replica, replicas, read replica | replace | copy of the database | A copy of a database.
replica lag, replication lag, replication delay, replication | replace | copies of the data were behind | A copy of the data is not up to date yet.
primary database, database primary | explain | main database | The main database.
migration, migrations | explain | move to a new system | Moving to a new system.
queue, queues, queued, queueing, queuing, enqueued | explain | waiting line; waiting | Things waiting to be processed.
backlog, backlogs | note | work waiting to be done | Work that has piled up.
background jobs, jobs | note | tasks our system runs | A task the system runs.
workers | explain | - | A program that does background tasks.
cron | replace | scheduled task | A task that runs on a schedule.
traffic | note | visits; requests | Requests coming to the service.
spike, spikes | note | sudden rise | A sudden rise.
heavy load, under load, high load, huge load | explain | very busy | How busy a system is.
capacity | note | how much we can handle | How much the system can handle.
saturation, saturated | replace | full; too busy | Fully used up.
exhaustion, resource exhaustion, exhausted, connection pool | replace | ran out of room | The system ran out of memory or connections.
contention | replace | too many tasks competing | Several tasks competing for the same resource.
scale up, scaled up, scaling, scale out, scaled | explain | adding more servers | Adding or removing computers to match demand.
throttling, throttled, rate limit, rate limits, rate limiting, rate-limiting, rate-limited | replace | limits on how fast you can send requests | Slowing or blocking requests when there are too many.
retry, retries, retrying | note | try again | Try again.
retrigger, retriggered, re-trigger | replace | start again | Start again.
packet loss | replace | some data is not getting through | Data sent over the network is getting lost.
connectivity issues, network connectivity, connectivity | explain | trouble connecting | Being able to connect.
routing, rerouted, route traffic | explain | sending traffic a different way | How traffic is directed.
BGP, peering | replace | internet routes | How networks tell each other where to send data.
IP address, IP addresses, IP, IPs, IPv6 | explain | network address | The number that identifies a computer on the internet.
TLS, SSL | explain | secure connection | What keeps your connection private.
certificate, certificates | note | security certificate | Proof that a website is genuine.
DDoS | explain | attack that floods our service with fake traffic | A flood of traffic meant to make a service stop working.
vulnerability, vulnerabilities | note | security weakness | A weakness an attacker could use.
security advisory | explain | security notice | A notice about a security problem.
public edge, edge nodes, edge network | replace | entry point to our network | The part of our network closest to visitors.
ingress, egress | replace | incoming traffic; outgoing traffic | Traffic coming in or going out.
proxy, proxies | replace | go-between server | A server that passes requests on.
availability zone, AZ | explain | one of our data centre sites | A separate data centre site.
region, regions | note | name the place ("our London data centre") | A group of data centres in one area.
data center, datacenter, data centre | note | building that houses our servers | The building where servers are kept.
telemetry, observability, metrics | replace | monitoring information | Measurements of how the system is doing.
alerting | explain | automatic warnings | Automatic warnings to our staff.
time to detection, time to mitigation, MTTR, TTD | replace | how quickly we notice and fix problems | How long it takes to notice or fix a problem.
SLA, SLO, SLOs, SLI | explain | service promise | Our promise about how reliable the service will be.
P0, P1, SEV1, SEV-1, Sev 1, SEV2 | replace | very serious | Our internal rating of how serious a problem is.
ETA | explain | when we expect it to be fixed | Estimated time: when we expect something.
UTC, GMT | note | add the reader's local time too | Coordinated Universal Time.
maintenance window, change window | explain | planned work time | The time set aside for planned work.
workaround, work-around, work around | note | another way to do it for now | Another way to do something until it is fixed.
payload | replace | data sent | The data in a message.
artifact, artifacts | explain | files produced by a build | Files produced by an automated job.
builds | note | automated builds | Turning code into a working program.
pipeline, pipelines, CI, CI/CD | explain | automated process | A series of automated steps.
repository, repositories, repo, repos | note | project folder | Where a project's files are kept.
uncommitted, commits | note | saved changes | A saved change.
git push, pushes | note | upload of changes | Sending changes to the server.
Git operations | note | uploading and downloading code | Git: a tool for tracking changes to files.
LFS | explain | large file storage | Storage for large files.
PR, PRs | explain | pull request (a proposed change) | A proposed change for others to review.
sync, syncing, synchronization, synchronisation, out of sync | note | updating; matching | Keeping two copies the same.
indexing, reindex, index | explain | updating search results | Preparing data so it can be searched.
rendering, render | explain | showing; displaying | Displaying on screen.
query, queries | explain | search; request for data | A request for data.
schema | replace | structure of the data | How data is laid out.
corrupt, corrupted, corruption | note | damaged | Damaged so it cannot be read.
data loss | note | lost information (say whose and what) | Information that cannot be recovered.
inconsistent data, inconsistency, data inconsistency | explain | information may not match | Different copies show different information.
race condition, deadlock, deadlocks | replace | two things happened at the wrong time | A timing mistake in software.
memory leak, OOM, out of memory | replace | the system ran out of memory | Software used too much memory.
disk quota, disk space, disk | note | storage space | Storage.
kernel, kernels | replace | system software | The core of an operating system.
reboot, reboots, rebooting, rebooted | explain | restart | Restart.
restarting | note | restart | Turn off and on again.
upgrade, upgrading, upgrades | note | update; improve | Move to a newer version.
decommission, decommissioned, sunset, deprecated, deprecation, EOL | explain | switched off for good; being retired | No longer supported.
staging, staging instance | explain | test version | A copy used for testing.
production, prod | explain | the live service | The live service.
virthost, virthosts, hypervisor | replace | our servers | A computer that runs virtual machines.
nginx, Redis, MySQL, PostgreSQL, Elasticsearch, Kafka, RabbitMQ, Puppet, Terraform, haproxy | replace | - | The name of software we use internally.
logs, logging | note | records | Records of what a system did.
fix has been implemented, a fix has been implemented, fix has been deployed | explain | we have fixed the problem | A fix is in place.
full recovery | note | working normally again | Everything works again.
operating normally, nominal, operational, fully operational | note | working normally | Working as it should.
unavailability, unavailable | note | not working; cannot be used | Cannot be used.
unresponsive | note | not responding; frozen | Not responding.
unhealthy, healthy | explain | not working properly | Not working properly.
baseline | explain | normal level | The normal level.
stabilize, stabilized, stability, stabilise | note | steady; working reliably | Working steadily.
cascading, cascading failure | replace | one failure caused others | One failure leads to others.
resiliency, resilience, resilient | explain | ability to keep working | Able to keep working when something breaks.
redundancy, redundant | explain | backup | Having a spare.
safeguards | note | protections | Steps that prevent problems.
recurrence, reoccurrence | explain | happening again | Happening again.
false positive, false-positive, false positives, false-positives | explain | blocked by mistake | Something wrongly identified as a problem.
inadvertently | explain | by mistake | By mistake.
proactively | note | - | Before a problem happens.
functionality | explain | features; what you can do | What something can do.
utilize, utilise, utilization, utilisation | explain | use | Use.
commence, commencing, commenced | explain | start | Start.
additional, additionally | note | more; also | More.
approximately | note | about | About.
subsequently, prior to, in the event that, in order to | explain | later; before; if; to | Plain linking words are shorter.
ensure, ensuring | note | make sure | Make sure.
resolution | note | fix; solution | Fix.
monitoring to ensure, monitoring the situation | note | watching to make sure it stays fixed | Watching closely.
experiencing issues, experiencing difficulties, may experience | explain | - | Having a problem.
under the hood, out of the box, on our radar, circle back | explain | - | Figures of speech are hard for second-language readers.
ACI, SRPM, SRPMs, VNet, OSBS, GEI, CCA, GHEC, GHES, vnet | replace | spell out or leave out | An internal or product-family short name.
GPU, CPU | explain | processor | A computer chip.
SSH | explain | secure remote sign-in | A way for technical users to connect to a computer.
IDE, IDEs, VS Code | note | code editor | A program for writing code.
auth | explain | sign-in | Sign-in.
infra, infrastructure | explain | our systems | The systems that run the service.
ops, devops, SRE, on-call | replace | our technical team | People who run the service.
"""
