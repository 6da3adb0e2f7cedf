"""Draws results as an SVG picture: a panel of bars for each kind, our own in a colour of their own."""
import statistics
from html import escape

import report

WIDTH, LABEL, BAR, GAP, HEAD = 860, 210, 16, 6, 34
OURS, THEIRS, TEXT, FAINT = "#2a6fb0", "#b9c2cc", "#24292f", "#6a737d"


def known(bars):
    return {engine: value for engine, value in bars.items() if value}


def exec_panel(group, base, title):
    """Geometric means of times over the base's, which is 1."""
    bars = {engine: report.mean_ratio(group, engine, base) for engine in report.engines_of(group)}
    return (title, known(bars), "{:.2f}")


def compile_panel(modules, base):
    engines = report.compilers(modules)
    bars = {engine: report.compile_ratio(modules, engine, base) for engine in engines}
    return (f"CPU time of compiling, {base} = 1 (less is better)", known(bars), "{:.2f}")


def code_panel(modules):
    bars = {}
    for engine in report.compilers(modules):
        records = [(module["engines"].get(engine), module) for module in modules.values()]
        bars[engine] = report.geometric_mean(record["artifact"] / module["wasm"] for record, module in records
                                             if record and record.get("artifact"))
    return ("Size of the artifact, the module's = 1 (less is better)", known(bars), "{:.2f}")


def start_panel(starts):
    bars = {engine: 1e3 * statistics.median(record["wall"]) for engine, record in starts.items()}
    return ("Saying hello, from spawn to exit, ms (less is better)", bars, "{:.1f}")


def panels(results):
    groups = results["exec"]
    if groups.get("programs"):
        yield exec_panel(groups["programs"], "native -O3", "Execution of the programs, native -O3 = 1 (less is better)")
    if groups.get("corpus"):
        yield exec_panel(groups["corpus"], "wasmc -O2", "Execution of the corpus, wasmc -O2 = 1 (less is better)")
    if results["compile"]:
        yield compile_panel(results["compile"], "wasmc -O2")
        yield code_panel(results["compile"])
    if results["start"]:
        yield start_panel(results["start"])


def text(x, y, words, colour=TEXT, more=""):
    return f'<text x="{x}" y="{y}" fill="{colour}" {more}>{escape(words)}</text>'


def draw_panel(top, title, bars, form):
    """Lines of SVG; the longest bar takes the whole width."""
    most = max(bars.values())
    yield text(10, top + 20, title, more='font-weight="bold"')
    for index, (engine, value) in enumerate(sorted(bars.items(), key=lambda pair: pair[1])):
        y = top + HEAD + index * (BAR + GAP)
        length = max(1, (WIDTH - LABEL - 80) * value / most)
        colour = OURS if engine.startswith("wasmc") else THEIRS
        yield text(LABEL - 8, y + BAR - 4, engine, more='text-anchor="end"')
        yield f'<rect x="{LABEL}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>'
        yield text(LABEL + length + 6, y + BAR - 4, form.format(value), FAINT)


def draw(results):
    """The whole picture as text, or None when nothing was measured."""
    top, lines = 10, []
    for title, bars, form in panels(results):
        if bars:
            lines += draw_panel(top, title, bars, form)
            top += HEAD + len(bars) * (BAR + GAP) + 14
    if not lines:
        return None
    head = (f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{top}" viewBox="0 0 {WIDTH} {top}" '
            'font-family="sans-serif" font-size="12">')
    return "\n".join([head, f'<rect width="{WIDTH}" height="{top}" fill="white"/>', *lines, "</svg>", ""])
