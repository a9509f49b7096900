"""What predicts the memory of buying a present, in the simulated log of that case."""

import altair as alt

import peakend as pe


def draw() -> alt.LayerChart:
    """Draw how strongly peak and end, the mean and the rest go with the ratings recalled a week later."""
    visits, recalled = pe.load("present-shop/visits"), pe.load("present-shop/recalled")
    result = pe.remembered(visits, "rating", ratings=recalled, journey="journey", order="time", emotion="emotion")
    chart = pe.plot_remembered(result).properties(width=420, height=340)
    return (
        chart.configure_text(fontSize=15)
        .configure_axis(labelFontSize=15, titleFontSize=15)
        .configure_legend(labelFontSize=15)
    )
