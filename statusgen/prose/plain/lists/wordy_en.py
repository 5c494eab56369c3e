"""English words and phrases that can be said more simply.

A line: forms that take the same replacement | replacements, the best first. `=`: the first fits in any sentence.
"""

WORDY = """
a large number of, a significant number of | many
a majority of, the majority of | most
additional | more; other
additionally, furthermore, moreover | also
as a result of, owing to the fact that, due to the fact that | because of; because
as per | by
as soon as practicable | by a set time
ascertain | find out
assist | help
assistance | help
at a later date | later
at the present time, at this point in time, at this time, at the moment | =now
at the time of writing | =now
approximately | =about
attempt to, attempting to | try to; trying to
commence | start
commenced | started
commencing | starting
currently | now
do not hesitate to | please
due to | because of
effectively | -
encountering, experiencing, encounter | having; seeing
endeavour, endeavor | try
ensure | make sure
ensuring | making sure
expedite | speed up
facilitate | help
facilitating | helping
finalize, finalise | finish
for the purpose of | for; to
for the time being | for now
has the ability to | =can
have the ability to | =can
has the capability to, have the capability to | =can
impediment | obstacle
implement | carry out; put in place
implemented | put in place
implementing | putting in place
in accordance with | by; following
in addition to | besides
in close proximity to | near
in conjunction with | with
in order to | =to
in regard to, in regards to, with regard to, with regards to, with respect to | =about
in relation to | about
in spite of the fact that | =although
in the case of, in case of | if
in the event that, in the event of | =if
in the near future | soon, with a time
in the process of | -
inadvertently | by mistake
inform | tell
initiate | start
initiated | started
initiating | starting
necessitate | need
necessitated | needed
notify | tell
notwithstanding | despite
numerous | many
on a daily basis | every day
on a regular basis | regularly
on the part of | by
per annum | a year
perform, performing | do; doing
prior to | =before
proactively | -
proceed to | -
pursuant to | under
reach out to, reaching out to | contact; contacting
relevant | -
remainder | rest
retain | keep
significant, significantly | large; a lot
subsequent to | =after
subsequently | later
sufficient | enough
terminate | end
terminated | ended
thereafter | then
transmit | send
upon | on
utilisation, utilization | use
utilise, utilize | =use
utilised, utilized | =used
utilising, utilizing | =using
via | through; by
whilst | =while
with the exception of | =except
within the timeframe | in time
"""

INSENSITIVE = """
black hat | attacker
blacklist, black list | block list
blacklisted | blocked
blacklisting | blocking
whitelist, white list | allow list
whitelisted | allowed
whitelisting | allowing
master/slave, master-slave | main and copy
slave, slaves | copy
sanity check, sanity checks | quick check
dummy | sample
crazy, insane | unexpected
grandfathered | kept on the old terms
man hours, man-hours | working hours
kill, killed, killing | stop; stopped; stopping
hang out to dry | leave alone
cripple, crippled, crippling | badly slowed
"""

HIDDEN_VERBS = """
carry out an investigation, conduct an investigation, perform an investigation | investigate
carry out maintenance on, perform maintenance on, conduct maintenance on | maintain
carry out maintenance, perform maintenance, performing maintenance, conduct maintenance, running a maintenance | work on our systems
carry out an upgrade of, perform an upgrade of, perform an upgrade on | upgrade
performing an upgrade, performing upgrades, perform an upgrade | upgrading; upgrade
carry out a restart, perform a restart, perform a restart of | restart
performing a restart, performing a restart of | restarting
perform an update, perform an update of, proceed to the update of | update
perform a migration, perform a migration of | move
make an improvement, make improvements to | improve
make a change to, make changes to | change
make a decision | decide
make a payment | pay
give consideration to | consider
take into consideration | consider
provide assistance | help
provide an update, provide updates | tell you more
provide information about | tell you about
have an impact on, has an impact on | affect
had an impact on | affected
have an effect on | affect
undergo maintenance, undergoing maintenance | be worked on
is in receipt of | has
come to the conclusion | conclude
"""
