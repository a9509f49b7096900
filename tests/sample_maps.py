"""Journey maps that tests share: a small one, and any that Hypothesis can think of."""

from typing import Any

from hypothesis import strategies as st

import peakend as pe

CLINIC: dict[str, Any] = {
    "format": "journey/1",
    "id": "clinic-visit",
    "title": {"zh": "门诊就诊", "en": "A clinic visit"},
    "persona": {"id": "mei", "name": "Mei", "expectations": ["No queue", {"zh": "有人带路", "en": "Someone to ask"}]},
    "phases": [
        {"id": "arrive", "name": "Arriving", "period": "before"},
        {"id": "treat", "name": {"zh": "就诊", "en": "Treatment"}},
    ],
    "touchpoints": [
        {"id": "check-in", "phase": "arrive", "name": "Check in", "channel": "kiosk", "emotion": 1, "wait_min": 12.5},
        {"id": "wait", "phase": "treat", "name": "Wait", "type": "wait", "emotion": -2, "pain_points": ["Crowd", "=1"]},
        {
            "id": "doctor",
            "phase": "treat",
            "name": "See the doctor",
            "emotion": 1.5,
            "moment_of_truth": True,
            "evidence": {"status": "observed", "source": "survey.csv", "n": 84},
            "metrics": {"csat": 3.4, "importance": 5},
            "blueprint": [
                {"layer": "frontstage", "item": "Doctor examines", "owner": "Ward 3"},
                {"layer": "support", "item": "Records system", "fail_point": "Record not found"},
            ],
        },
        {"id": "pay", "phase": "treat", "name": "Pay"},
    ],
}


def clinic(**changes: Any) -> pe.JourneyMap:
    """The small map: emotions 1, −2, 1.5 and one unknown."""
    return pe.JourneyMap(**{**CLINIC, **changes})


def a_map(*emotions: float | None, **fields: Any) -> pe.JourneyMap:
    """A map of touchpoints t1, t2, … with these emotions."""
    steps = [{"id": f"t{i}", "phase": "p", "name": f"T{i}", "emotion": e} for i, e in enumerate(emotions, start=1)]
    return pe.JourneyMap(id="m", title="M", phases=[{"id": "p", "name": "P"}], touchpoints=steps, **fields)


_letters = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
_words = st.text(_letters, min_size=1, max_size=8).filter(lambda text: bool(text.split()))
_texts = _words | st.fixed_dictionaries({"zh": _words, "en": _words})
_lists = st.lists(_texts, max_size=3)
_ids = st.from_regex(r"[a-z][a-z0-9.-]{0,6}", fullmatch=True)


def _floats(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers of as many digits as Excel holds."""
    return st.floats(low, high).map(lambda number: float(f"{number:.14g}"))


_minutes = st.integers(0, 600) | _floats(0, 600)
_emotions = st.none() | st.integers(-2, 2) | _floats(-2, 2)


def _some(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries(required, optional=optional)


_evidence = _some(
    {},
    {
        "status": st.sampled_from(["observed", "assumed", "proposed"]),
        "source": _texts,
        "n": st.integers(0, 10**6),
        "ci_low": _floats(-2, 0),
        "ci_high": _floats(0, 2),
    },
)
_items = _some(
    {"layer": st.sampled_from(["physical_evidence", "frontstage", "backstage", "support"]), "item": _texts},
    {"owner": _texts, "fail_point": _texts},
)
_standards = _some(
    {
        "aspect": st.sampled_from(["time_limit", "effect", "feedback"]),
        "quality": st.sampled_from(["quick", "convenient", "caring"]),
        "standard": _texts,
    },
    {},
)


@st.composite
def maps(draw: st.DrawFn) -> pe.JourneyMap:
    """Any map."""
    period = st.sampled_from(["before", "during", "after"])
    phases = draw(
        st.lists(_some({"id": _ids, "name": _texts}, {"period": period}), min_size=1, unique_by=lambda p: p["id"])
    )
    step = _some(
        {"id": _ids, "phase": st.sampled_from([phase["id"] for phase in phases]), "name": _texts},
        {
            "type": st.sampled_from(["interaction", "action", "wait"]),
            **dict.fromkeys(["channel", "initiator", "receiver", "thought"], _texts),
            "emotion": _emotions,
            **dict.fromkeys(["duration_min", "wait_min"], _minutes),
            **dict.fromkeys(["pain_points", "opportunities"], _lists),
            "moment_of_truth": st.booleans(),
            "evidence": _evidence,
            "metrics": st.dictionaries(_ids, _floats(-1e6, 1e6), max_size=2),
            "blueprint": st.lists(_items, max_size=3),
            "standards": st.lists(_standards, max_size=2),
        },
    )
    future = draw(st.booleans())
    fields = {
        "id": draw(_ids),
        "title": draw(_texts),
        "phases": phases,
        "touchpoints": draw(st.lists(step, max_size=4, unique_by=lambda s: s["id"])),
        **({"state": "future", "baseline": draw(_ids)} if future else {}),
    }
    persona = _some({"id": _ids, "name": _texts}, {"goal": _texts, "expectations": _lists})
    if draw(st.booleans()):
        fields["persona"] = draw(persona)
    return pe.JourneyMap(**fields)


_PHASES = [("plan", "行前了解与预约", "Planning and booking", "before"), ("arrive", "到达与取号", "Arriving", "before")]
_PHASES += [("served", "窗口办理与自助办理", "At the counter and the kiosk", "during")]
_PHASES += [("home", "办结之后的回访与投诉处理", "Call-back and complaints", "after")]
_NAMES = [
    ("在手机上查营业厅的营业时间", "Look up the opening hours on the phone"),
    ("取号", "Take a number"),
    ("向引导员说明要办的业务", "Tell the greeter what one has come for"),
    ("等候叫号", "Wait to be called"),
    ("在自助终端上核对身份信息", "Confirm the identity at the self-service kiosk"),
]
_THOUGHTS = [
    (
        "到底要带哪些材料？网上写的和电话里说的不一样",
        "Which papers do I need? The site says one thing, the hotline another",
    ),
    (
        "前面还有二十多个人，也不知道要等多久",
        "More than twenty people before me, and nobody says how long it will take",
    ),
    ("终于有人主动来问我了", "At last somebody comes and asks"),
]
_PAINS = [
    (
        "材料清单在三个地方写得不一样，客户要跑两趟",
        "The list of papers differs in three places, so that customers come twice",
    ),
    ("叫号屏只在大厅一侧看得见", "The screen with the numbers is seen from one side of the hall alone"),
]
_BLUEPRINT = [
    ("physical_evidence", ("取号小票和叫号屏", "Ticket and screen"), None),
    ("frontstage", ("引导员起身迎接并询问来意", "The greeter stands up and asks"), None),
    ("backstage", ("值班经理根据排队人数增开窗口", "The duty manager opens more counters"), None),
    (
        "support",
        ("排队系统与短信平台", "Queueing system and text messages"),
        ("短信晚到十分钟", "The message comes ten minutes late"),
    ),
]


def _both(pair: tuple[str, str]) -> dict[str, str]:
    return {"zh": pair[0], "en": pair[1]}


def long_map(count: int, **fields: Any) -> pe.JourneyMap:
    """A made map of `count` touchpoints with long texts in both languages, and everything that a picture can show."""
    steps: list[dict[str, Any]] = []
    for i in range(count):
        status = ("observed", "assumed", "proposed")[i % 3]
        emotion = None if i % 9 == 7 else (0.5, -1, 1, -2, 0, 1.5, -0.5)[i % 7]
        interval = (
            {} if status != "observed" or emotion is None else {"ci_low": emotion / 2 - 1, "ci_high": emotion / 2 + 1}
        )
        items = [
            {"layer": layer, "item": _both(item), **({"fail_point": _both(fail)} if fail else {})}
            for layer, item, fail in (_BLUEPRINT if i % 2 else _BLUEPRINT[:2])
        ]
        steps.append(
            {
                "id": f"t{i + 1}",
                "phase": _PHASES[i * len(_PHASES) // count][0],
                "name": _both(_NAMES[i % 5]),
                "type": "wait" if i % 5 == 3 else "interaction",
                "channel": _both((("手机应用", "Mobile app"), ("营业厅大堂", "Service hall"))[i % 2]),
                "emotion": emotion,
                "evidence": {"status": status, **({"n": 84, **interval} if interval else {})},
                "moment_of_truth": i % 6 == 3,
                "blueprint": items,
                **({"thought": _both(_THOUGHTS[i % 3])} if i % 4 != 1 else {}),
                **({"wait_min": 12.5} if i % 5 == 3 else {}),
                **({"pain_points": [_both(pain) for pain in _PAINS[: 1 + i % 2]]} if i % 3 == 0 else {}),
                **(
                    {"opportunities": [_both(("一张清单，三处同步", "One list, the same in all three places"))]}
                    if i % 3 == 0
                    else {}
                ),
            }
        )
    persona = {
        "id": "li",
        "name": _both(
            ("李阿姨，六十二岁，第一次办理宽带移机", "Ms Li, 62, who moves her broadband for the first time")
        ),
    }
    persona["goal"] = _both(("一趟办完，不求人", "Done in one visit, without asking favours"))
    document = {
        "id": "hall",
        "title": _both(("营业厅办理宽带移机", "Moving the broadband at the service hall")),
        "persona": persona,
        "phases": [{"id": id, "name": {"zh": zh, "en": en}, "period": period} for id, zh, en, period in _PHASES],
        "touchpoints": steps,
    }
    return pe.JourneyMap(**{**document, **fields})
