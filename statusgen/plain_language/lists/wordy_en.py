"""English words and phrases that can be said more simply.

A line: forms that take the same replacement | replacements, separated by `;`, the best first. `=`: the first fits and
is true in any sentence. `-`: leave the words out.
"""

WORDY = """
a great deal of | much; a lot of
a large number of, a significant number of, a high number of, a great number of | many
a limited number of, a small number of | a few; a number
a majority of, the majority of, the vast majority of | most
additional | more; other
additionally, furthermore, moreover | also
adversely affected, adversely impacted | =affected
apologise for any inconvenience caused, apologize for any inconvenience caused | are sorry
approximately | =about
as a consequence of | =because of
as a means of | to
as a result of | because of
as per | as in; by
as soon as practicable | as soon as we can
ascertain | find out
assist | help
assistance | help
assisting | helping
at a later date, at a later stage | later
at the present time, at this point in time, at the current time | =now
at the time of writing | =now
at this time, at this moment, at this stage, at the moment | now
attempt to | try to
attempted to | tried to
attempting to | =trying to
be advised that, please be advised that, please note that, please be aware that, kindly note that, it should be noted that | -
by means of | with; by
cease | stop
ceased | stopped
commence | =start
commenced | =started
commencement | start
commences | =starts
commencing | =starting
consequently | so
currently, presently | now
despite the fact that, in spite of the fact that, notwithstanding the fact that | =although
do not hesitate to, don't hesitate to | please
due to | because of
due to the fact that, owing to the fact that, in view of the fact that | =because
during the course of, in the course of | =during
during the period of, during the period | during
effectively, essentially, basically | -
encounter | have; see
encountered | had; saw
encountering | having; seeing
endeavor, endeavour | try
endeavoring, endeavouring | =trying
ensure | make sure
ensures | makes sure
ensuring | making sure
execute | run
executed | run; ran
expedite | speed up
experiencing | having
facilitate | help
facilitated | helped
facilitating | helping
finalise, finalize | finish
finalised, finalized | finished
for the duration of | =during
for the purpose of, for the purposes of | =for
for the time being | =for now
given the fact that, in light of the fact that | =because
has a requirement for | =needs
has the ability to, has the capability to | =can
have the ability to, have the capability to | can
impediment | obstacle
implement | put in place; make
implemented | put in place; made
implementing | putting in place; making
in accordance with | by; following
in addition to | besides
in advance of | =before
in case of | if you have; if there is
in close proximity to | =near
in conjunction with | =with
in excess of | =more than
in instances where, in cases where | =when
in lieu of | =instead of
in order for | =for
in order that | =so that
in order to | =to
in regard to, in regards to, with regard to, with regards to, with respect to, in respect of | =about
in relation to, pertaining to, in reference to, with reference to | about
in the absence of | =without
in the event of | =in case of
in the event that | =if
in the interim, in the meantime | until then
in the near future | soon
in the process of | -
in the vicinity of | =near
inadvertently, unintentionally | by mistake
inform | tell
initiate | start
initiated | started
initiating | starting
made use of | =used
make use of | =use
making use of | =using
modifications | =changes
necessitate | =need
necessitated | =needed
necessitates | =needs
negatively affected, negatively impacted | affected
no later than | by
notify | tell
notwithstanding | despite
numerous | =many
on a daily basis, on daily basis | =every day
on a regular basis | =regularly
on a weekly basis | =every week
on an hourly basis | =every hour
on the part of | by
on two separate occasions | =twice
over the course of | over; during
per annum | =a year
perform | do; carry out
performed | done; did
performing | doing; carrying out
please do not hesitate to, please don't hesitate to | =please
prior to | =before
proactively | -
proceed to | -
proceed with | go on with; do
pursuant to | under
reach out to | contact
reached out to | contacted
reaching out to | contacting
regarding | about
remainder of | =rest of
respective | -
significantly | greatly; a lot
subsequent to | =after
subsequently | =later
successfully | -
sufficient | enough
terminate | end
terminated | ended
thereafter | =after that
transmit | =send
transmitted | =sent
unforeseen circumstances | something we did not expect
until such time as | =until
upon | on; when
utilisation, utilization | use
utilise, utilize | =use
utilised, utilized | =used
utilises, utilizes | =uses
utilising, utilizing | =using
via | through; by
whilst | =while
with immediate effect | =immediately
with the exception of | =except for
"""

INSENSITIVE = """
black hat | attacker
blacklist, black list | =block list
blacklisted | =blocked
blacklisting | =blocking
blacklists | =block lists
crazy, insane | unexpected
cripple | badly slow
crippled | badly slowed
crippling | severe
dummy | sample; placeholder
grandfathered | kept on the old terms
killed | stopped
killing | stopping
man hours | working hours
manned | staffed
manpower | staff
master branch | =main branch
master database | =main database
master node, master server | main computer
master/slave, master and slave | main and copy
sanity check | =quick check
sanity checks | =quick checks
slave, slave server, slave database | copy
slaves | copies
unmanned | unstaffed
whitelist, white list | allow list
whitelisted | allowed
whitelisting | allowing
whitelists | allow lists
"""

HIDDEN_VERBS = """
carried out an investigation, conducted an investigation, performed an investigation | =investigated
carried out maintenance, performed maintenance, conducted maintenance | worked on our systems
carry out a migration of, perform a migration of, perform the migration of | =move
carry out an investigation, conduct an investigation, perform an investigation | =investigate
carry out an upgrade of, perform an upgrade of, perform an upgrade on, perform the upgrade of | =upgrade
carry out maintenance, perform maintenance, conduct maintenance, undertake maintenance, perform the maintenance, perform a maintenance, perform some maintenance, perform scheduled maintenance, perform a scheduled maintenance, perform planned maintenance, perform routine maintenance, perform emergency maintenance | work on our systems
carry out maintenance on, perform maintenance on, conduct maintenance on, undertake maintenance on | =work on
carrying out an investigation, conducting an investigation, performing an investigation | =investigating
carrying out maintenance, performing maintenance, conducting maintenance, running a maintenance, performing scheduled maintenance, performing planned maintenance, conducting scheduled maintenance | working on our systems
carrying out maintenance on, performing maintenance on, conducting maintenance on | =working on
carrying out testing, performing testing, performing tests, conducting tests | =testing
come to the conclusion that, came to the conclusion that | found that
give consideration to | =consider
had an effect on, had an impact on | =affected
has an effect on, has an impact on | =affects
have an effect on, have an impact on | =affect
having an impact on, having an effect on | =affecting
is in receipt of | =has
made a decision to | =decided to
made an improvement to, made improvements to | =improved
make a decision | =decide
make a payment | =pay
make an improvement to, make improvements to | =improve
make an update to | =update
perform a reboot of, perform a restart of, carry out a restart of | =restart
perform a restart, perform a reboot, carry out a restart | restart
perform an analysis of, conduct an analysis of | =examine
perform an update of, perform an update on, carry out an update of | =update
perform an update to | update
perform an upgrade, perform upgrades, carry out an upgrade | upgrade
perform an upgrade to, carry out an upgrade to | =upgrade to
performing a migration, performing the migration | moving
performing a restart of, performing a reboot of | =restarting
performing an update of, performing an update on | =updating
performing an update to | updating
performing an upgrade, performing upgrades | upgrading
performing an upgrade of, performing an upgrade on | =upgrading
performing an upgrade to, carrying out an upgrade to | =upgrading to
provide an explanation of | =explain
provide an update, provide updates, provide further updates | tell you more
provide assistance to | =help
provide information about, provide information on | tell you about
take into consideration | =consider
undergo maintenance | be worked on
undergoing maintenance | being worked on
"""
