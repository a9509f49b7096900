"""The words that people read where a table of journeys or design tools holds keys."""

from collections.abc import Iterable

from peakend.base.language import translate as _


def choice_words() -> dict[str, dict[str, str]]:
    """Return for each column of choices the words of its keys, in the language in use."""
    return {
        "type": {"interaction": _("interaction"), "action": _("action"), "wait": _("a wait")},
        "period": {"before": _("before service"), "during": _("during service"), "after": _("after service")},
        "evidence": {"observed": _("observed"), "assumed": _("assumed"), "proposed": _("proposed")},
        "lane": {
            "physical_evidence": _("physical evidence"),
            "customer_actions": _("customer actions"),
            "frontstage": _("frontstage"),
            "backstage": _("backstage"),
            "support": _("support processes"),
        },
        "line_below": {
            "interaction": _("line of interaction"),
            "visibility": _("line of visibility"),
            "internal_interaction": _("line of internal interaction"),
        },
        "severity": {"warning": _("warning"), "note": _("note")},
        "step": {"planned": _("in the plan"), "never met": _("never met"), "extra": _("extra")},
        "change": {"added": _("added"), "removed": _("removed"), "moved": _("moved"), "changed": _("changed")},
        "plan": {
            "remembered": _("On what is remembered"),
            "weakest": _("On the weakest touchpoint first"),
            "even": _("Evenly"),
            "own": _("Your own choice"),
        },
        "way": {"ask": _("ask"), "observe": _("observe")},
        "stage": {"audience": _("audience"), "front": _("front stage"), "back": _("back stage")},
        "aspect": {"time_limit": _("time limit"), "effect": _("effect"), "feedback": _("feedback")},
        "quality": {"quick": _("quick"), "convenient": _("convenient"), "caring": _("caring")},
        "gap": {"need_without_norm": _("need without norm"), "norm_without_need": _("norm without need")},
        "criterion": {"desirable": _("desirable"), "feasible": _("feasible"), "viable": _("viable")},
        "ring": {
            "customer": _("customers"),
            "provider": _("provider"),
            "partner": _("partners"),
            "society": _("society"),
        },
        "strategy": {
            "work_closely": _("work closely with"),
            "keep_satisfied": _("keep satisfied"),
            "keep_informed": _("keep informed"),
            "keep_in_view": _("keep in view"),
            "remove": _("Remove"),
            "ease": _("Ease the wait"),
            "anticipate": _("Anticipate"),
            "personalise": _("Personalise"),
            "elevate": _("Elevate"),
            "recover": _("Recover"),
        },
        "level": {
            "said_and_done": _("said and done"),
            "wants": _("wants"),
            "feelings": _("feelings"),
            "deep_needs": _("deep needs"),
            "aha": _("AHA moments"),
            "expected": _("expected needs"),
            "basic": _("basic needs"),
        },
        "status": {"planned": _("planned"), "running": _("running"), "done": _("done"), "stopped": _("stopped")},
    }


def headings_of(columns: Iterable[str]) -> dict[str, str]:
    """Return the headings that mean something else in a table of such columns than elsewhere."""
    columns = set(columns)
    found: dict[str, str] = {}
    if {"peak", "end"} <= columns:
        found |= {"n": _("moments rated"), "first": _("first moment")}
    if "planned_emotion" in columns or {"before", "change"} <= columns:
        found |= {"difference": _("emotion, difference")}
    if "insight" in columns:
        found |= {"n": _("notes"), "ask": _("ask"), "observe": _("observe")}
    if "way" in columns:
        found |= {"note": _("what was heard or seen"), "way": _("way"), "theme": _("theme")}
    if "participant" in columns:
        found |= {"participant": _("participant"), "succeeded": _("succeeded or not"), "change": _("what to change")}
        found |= {"seen": _("seen"), "said": _("said")}
    if "overlaps" in columns:
        found |= {"after": _("only after"), "start": _("start"), "due": _("due"), "status": _("status")}
        found |= {"days": _("days"), "overlaps": _("starts before the end of")}
    if "care" in columns:
        found |= {"effort": _("effort saved"), "time": _("time saved"), "care": _("care")}
    return found
