"""The words of the journey-map editor, in the language in use; the browser fills in the names in braces."""

from peakend.base.language import translate as _
from peakend.charts.icons import CHANNELS, FACES


def editor_labels() -> dict[str, str]:
    """Return every text that the editor shows or says, by its key."""
    return {**_things(), **_fields(), **_choices(), **_buttons(), **_sentences(), **_drawings()}


def _drawings() -> dict[str, str]:
    """Return the outlines of icons and faces, and the words that mean a kind of channel."""
    return {
        "channels": " ".join(CHANNELS),
        **{f"channel_{name}": kind.outline for name, kind in CHANNELS.items()},
        **{f"words_{name}": kind.words for name, kind in CHANNELS.items()},
        **{f"face_{level}": outline for level, outline in enumerate(FACES)},
    }


def _things() -> dict[str, str]:
    return {
        "editor": _("Journey map editor: {title} ({state})"),
        "chosen": _("What is chosen"),
        "current": _("as it is"),
        "future": _("to be"),
        "tools": _("Tools"),
        "phases": _("Phases"),
        "phase": _("Phase"),
        "touchpoints": _("Touchpoints"),
        "touchpoint": _("Touchpoint {position} of {count}"),
        "emotion_curve": _("Emotion curve"),
        "emotion": _("Emotion"),
        "unknown": _("unknown"),
        "map": _("The map and its customer"),
        "customer": _("Customer"),
        "whose": _("Customer: {name}"),
        "new_touchpoint": _("New touchpoint"),
        "new_phase": _("New phase"),
        "pains": _("Pain points: {count}"),
        "chances": _("Opportunities: {count}"),
        "minutes": _("{count} min"),
        "mood": _("{value} ({mood})"),
        "mood_2": _("very good"),
        "mood_1": _("good"),
        "mood_0": _("neutral"),
        "mood_-1": _("bad"),
        "mood_-2": _("very bad"),
        "line_interaction": _("Line of interaction"),
        "line_visibility": _("Line of visibility"),
        "line_internal": _("Line of internal interaction"),
    }


def _fields() -> dict[str, str]:
    return {
        "name": _("Name"),
        "phase_field": _("Phase"),
        "type": _("Type"),
        "channel": _("Channel"),
        "channel_help": _("Counter, phone, app, …"),
        "wait_min": _("Waiting (minutes)"),
        "duration_min": _("Duration (minutes)"),
        "thought": _("What the customer thinks"),
        "pain_points": _("Pain points (one a line)"),
        "opportunities": _("Opportunities (one a line)"),
        "moment_of_truth": _("Moment of truth"),
        "status": _("How do we know?"),
        "source": _("From where?"),
        "source_help": _("Survey, log, interviews, …"),
        "n": _("How many times asked or seen"),
        "period": _("When"),
        "title": _("Title of the map"),
        "persona_name": _("Who is the customer?"),
        "goal": _("What does the customer want to achieve?"),
        "expectations": _("What does the customer expect? (one a line)"),
        "item": _("What happens or is there"),
        "owner": _("Who answers for it"),
        "fail_point": _("What can fail"),
        "staff": _("Staff:"),
        "staff_emotion": _("How staff feel"),
        "happens": _("What happens"),
        "feels": _("How it feels"),
        "rests": _("What this rests on"),
        "blueprint": _("Blueprint under “{name}”"),
    }


def _choices() -> dict[str, str]:
    return {
        "interaction": _("interaction"),
        "action": _("action"),
        "wait": _("wait"),
        "observed": _("observed"),
        "assumed": _("assumed"),
        "proposed": _("proposed"),
        "before": _("before service"),
        "during": _("during service"),
        "after": _("after service"),
        "physical_evidence": _("Physical evidence"),
        "frontstage": _("Front stage"),
        "backstage": _("Back stage"),
        "support": _("Support"),
    }


def _buttons() -> dict[str, str]:
    return {
        "undo": _("Undo"),
        "redo": _("Redo"),
        "add_touchpoint": _("Add touchpoint"),
        "add_phase": _("Add phase"),
        "earlier": _("Move earlier"),
        "later": _("Move later"),
        "delete": _("Delete"),
        "delete_phase": _("Delete phase"),
        "clear": _("Set to unknown"),
        "raise": _("Better by half a point"),
        "lower": _("Worse by half a point"),
        "show_journey": _("Journey"),
        "show_blueprint": _("Blueprint"),
        "view": _("View"),
        "zoom": _("Zoom"),
        "zoom_in": _("Wider columns"),
        "zoom_out": _("Narrower columns"),
        "zoom_whole": _("Show all"),
        "whose_emotions": _("Whose emotions"),
        "all_together": _("all together"),
        "delete_item": _("Remove “{name}”"),
        "drag": _("Drag to another place"),
        "keys": _("Keyboard"),
        "keys_help": _(
            "Tab goes from part to part. On the curve or a card: ← → choose a touchpoint · ↑ ↓ change its emotion · "
            "Backspace sets it to unknown · Alt + ← → moves the touchpoint · Delete deletes it · Enter edits it, "
            "Esc comes back · N adds one · M marks a moment of truth · Ctrl + Z undoes, Ctrl + Y redoes"
        ),
    }


def _sentences() -> dict[str, str]:
    return {
        "hint": _("Drag a point to say how it feels there. Choose a card to describe the touchpoint below."),
        "said_emotion": _("Emotion at “{name}”: {value}."),
        "said_added": _("Added “{name}”."),
        "said_deleted": _("Deleted “{name}”; Undo brings it back."),
        "said_moved": _("“{name}” is now number {position}, in “{phase}”."),
        "said_marked": _("“{name}” is a moment of truth."),
        "said_unmarked": _("“{name}” is no longer a moment of truth."),
        "said_changed": _("Changed {field} of “{name}”."),
        "said_phase_moved": _("Moved the phase “{name}” with its touchpoints."),
        "said_undone": _("Undone: {what}"),
        "said_redone": _("Done again: {what}"),
        "take_over": _("Take the changes over; what you changed stays"),
        "leave_as_it_is": _("Leave this map as it is"),
        "said_taken_over": _("Took over what changed; Undo goes back."),
        "said_partly": _("Took over what changed, but where you had changed the same, yours stays; Undo goes back."),
        "choose_persona": _(
            "Several personas share this map, and its curve is their mean. Choose under “Whose emotions” one to change."
        ),
        "said_edge": _("“{name}” cannot go further."),
        "refused_phase": _(
            "The phase “{name}” still holds {count} touchpoints. Move them to another phase, or delete them."
        ),
        "refused_empty": _("This field cannot be empty; “{name}” is kept."),
        "refused_number": _("“{typed}” is not a number. Give 0 or more."),
        "refused_count": _("“{typed}” is not a count. Give a whole number, 0 or more."),
        "changed_elsewhere": _("The map was changed by a cell; Undo goes back."),
        "changed_by_others": _("The map was changed in another window."),
        "taken_up": _("Changes that could not be saved are back; Undo goes back to what was saved."),
        "left_aside": _("The saved map is newer than changes still kept in this browser; Redo brings those back."),
    }
