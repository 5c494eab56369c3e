"""The services of a note or an update of which some could not be read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from statusgen.model.notes import UNKNOWN_TIME, AffectedService, AnyNote, Note, Notice, UndatedNote, Update
from statusgen.model.states import ServiceState
from statusgen.model.status import Kind
from statusgen.pipeline.recovery.attempt import Attempt, Doubt, RecoveryContext, plain_name
from statusgen.timeline.current_values import services_named

_UNREAD = {
    Kind.INCIDENT: ServiceState.UNCONFIRMED,
    Kind.MAINTENANCE: ServiceState.UNDER_MAINTENANCE,
    Kind.NOTICE: ServiceState.OPERATIONAL,
}
"""The state of a service whose state in a note of a kind cannot be read and was never published."""


def recover_services(
    owner: Note | Update, last: Note | Update | None, attempt: Attempt
) -> tuple[tuple[AffectedService, ...], bool]:
    """Return the services of `owner` that the site shows, and whether some were never published.

    `last` is the last published version of `owner`. Its services come back where some of `owner` could not be
    read or are unknown. What stays open is added to the doubts of the attempt.
    """
    if isinstance(owner, UndatedNote):
        return (), False
    context = attempt.context
    affected = [_by_id(one, context) for one in owner.services]
    may_be_services = "?" in owner.lost and not owner.services and not isinstance(owner, Notice)
    is_lost = "services" in owner.lost or may_be_services
    published = {one.service: one for one in last.services if context.has(one)} if last else {}
    found = {one.service: _with_state(one, published, attempt) for one in affected if context.has(one)}
    strangers = sum(not context.has(one) and one.state is not ServiceState.OPERATIONAL for one in affected)
    back = {id_: one for id_, one in published.items() if id_ not in found} if is_lost or strangers else {}
    # If it is a state that cannot be read, the services are known.
    is_unexplained = is_lost and not any(one.state is ServiceState.UNCONFIRMED for one in affected)
    more_strangers = strangers > len(back)
    if is_unexplained or more_strangers:
        begin = owner.effective if isinstance(owner, Update) else UNKNOWN_TIME
        everywhere = more_strangers or not (found or back)
        attempt.doubts.append(Doubt(begin, until_over=True, while_working=True, everywhere=everywhere))
    is_restored = last is not None and "services" not in last.lost and not more_strangers
    if ((is_lost or strangers) and is_restored) or found.keys() & context.restored:
        attempt.restored.append("services")
    return (*back.values(), *found.values()), (is_lost or strangers > 0) and not is_restored


def with_services_in_text(note: AnyNote, names: Iterable[str], context: RecoveryContext) -> AnyNote:
    """Return the note with the services that only unreadable lines name, as operational.

    So the doubts about the note are also about these services.
    """
    found = {context.names.get(plain_name(name)) for name in names} - {*services_named(note)}
    more = (AffectedService(id_, ServiceState.OPERATIONAL) for id_ in sorted(filter(None, found)))
    return replace(note, services=(*note.services, *more))


def _by_id(affected: AffectedService, context: RecoveryContext) -> AffectedService:
    """Return the service by its id if the note has its name in another spelling."""
    if context.has(affected):
        return affected
    id_ = context.names.get(plain_name(affected.service), affected.service)
    return replace(affected, service=id_)


def _with_state(
    affected: AffectedService, published: Mapping[str, AffectedService], attempt: Attempt
) -> AffectedService:
    """Return the service with a state at least as bad as the one published last if it cannot be read."""
    if affected.state is not ServiceState.UNCONFIRMED:
        return affected
    state, before = _UNREAD[attempt.read.kind], published.get(affected.service)
    return replace(affected, state=max(state, before.state) if before else state)
