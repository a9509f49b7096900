"""Three surveys of the same simulated customers: alike in satisfaction, not in effort and recommendation."""

import altair as alt

import peakend as pe


def draw() -> alt.VConcatChart:
    """Draw CSAT, CES and NPS of the service-hall survey's three channels, one below the other."""
    survey = pe.load("service-hall/survey")
    charts = (
        pe.plot_csat(pe.csat(survey, "satisfaction", by="channel", invalid="drop")),
        pe.plot_ces(pe.ces(survey, "ease", by="channel", high_is="easy", invalid="drop")),
        pe.plot_nps(pe.nps(survey, "recommend", by="channel", invalid="drop")),
    )
    # Three charts share the height of one slide.
    low = [chart.properties(width=760, height=130) for chart in charts]
    return alt.vconcat(*low).resolve_scale(color="independent")
