"""A paper as HTML for the PDF renderer; every text is escaped, every number is already counted."""

import base64
from collections.abc import Iterable
from html import escape

from hdnd_portal.documents.papers.blocks import Align, Cell, QRCode, Row, Run, Table, placed
from hdnd_portal.documents.papers.description import (
    URGENCY_WIDTHS_MM,
    Appendix,
    CopyBlock,
    Issuer,
    Paper,
    Recipients,
    Signature,
)
from hdnd_portal.documents.papers.flow import Line, Piece, bases, flow
from hdnd_portal.documents.papers.fonts import rule_length
from hdnd_portal.documents.papers.kinds import Regime
from hdnd_portal.documents.papers.layout import (
    KEPT_RECIPIENTS,
    MOTTO,
    NATION,
    Signed,
    head,
    kept_before_signature,
    mark_width,
    signed,
    signed_pair,
    title_lines,
)
from hdnd_portal.documents.papers.qr import svg


def main_html(paper: Paper) -> str:
    """The paper without its appendices, which have pages and page numbers of their own."""
    parts = [_contact(paper)]
    parts.append(_attached_title(paper) if paper.attached_to else _head(paper) + _title(paper))
    parts.append(_addressees(paper))
    if paper.authority:
        parts.append(_broken("authority", paper.authority))
    # A legal resolution goes on with the sentence that issues it, so its bases end in a semicolon.
    last = ";" if paper.kind.regime is Regime.LEGAL else "."
    parts.extend(_piece(piece) for piece in bases(paper.bases, last_mark=last))
    if paper.enacting:
        parts.append(f'<p class="centred"><b>{escape(paper.enacting)}</b></p>')
    pieces = list(flow(paper.body))
    kept = kept_before_signature(pieces) if paper.signatures else frozenset()
    parts.extend(_piece(piece, keep=place in kept) for place, piece in enumerate(pieces))
    if paper.closing:
        parts.append(f'<p class="closing"><i>{escape(paper.closing)}</i></p>')
    parts.append(_end(paper.signatures, paper.recipients))
    if paper.drafter:
        parts.append(f'<p class="drafter">{escape(paper.drafter)}</p>')
    if paper.copy:
        parts.append(_copy(paper.copy))
    return _document(paper, "".join(parts), "paper")


def appendix_html(paper: Paper, index: int) -> str:
    """One appendix with its number, title and the line that ties it to the paper."""
    appendix = paper.appendices[index]
    parts = [
        f'<h1 class="appendix"><span>{escape(paper.appendix_label(index))}</span>',
        f'<span class="name">{_lines(title_lines(appendix.title))}</span></h1>',
    ]
    if appendix.refers:
        parts.append(f'<p class="reference"><i>{escape(paper.reference)}</i></p>')
    parts.append('<p class="short rule wide"></p>')
    parts.extend(_piece(piece) for piece in flow(appendix.body))
    return _document(paper, "".join(parts), _page_class(appendix))


def _page_class(appendix: Appendix) -> str:
    return "landscape" if appendix.landscape else "paper"


def _document(paper: Paper, body: str, css_class: str) -> str:
    created = paper.created.isoformat(timespec="seconds") if paper.created else ""
    if not created and paper.place_date and paper.place_date.on:
        created = f"{paper.place_date.on.isoformat()}T00:00:00+07:00"
    dates = (
        f'<meta name="dcterms.created" content="{created}">'
        f'<meta name="dcterms.modified" content="{created}">'
        if created
        else ""
    )
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(paper.title)}</title>"
        f'<meta name="author" content="{escape(paper.issuer.full_name)}">{dates}</head>'
        f'<body class="{css_class}{" large" if paper.large_print else ""}">{body}</body></html>'
    )


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(escape(line) for line in lines)


def _broken(css_class: str, lines: Iterable[str]) -> str:
    return f'<p class="{css_class}">{_lines(lines)}</p>'


def _rule(length: float) -> str:
    return f'<div class="short rule" style="width:{length:.1f}pt"></div>'


def _contact(paper: Paper) -> str:
    if not paper.contact:
        return ""
    return f'<div class="foot"><span><b class="line"></b>{escape(paper.contact)}</span></div>'


def _issuer(parents: Iterable[str], issuing: tuple[str, ...]) -> str:
    above = "".join(f'<div class="parent">{escape(line)}</div>' for line in parents)
    own = "".join(f'<div class="issuing">{escape(line)}</div>' for line in issuing)
    return above + own + _rule(rule_length(issuing, 13, bold=True))


def _head(paper: Paper) -> str:
    made = head(paper)
    size = "" if made.nation_pt == 13 else " small"
    rows = [
        f"<tr><td>{_issuer(made.parents, made.issuing)}</td>"
        f'<td><div class="nation">{NATION}</div>'
        f'<div class="motto"><span>{MOTTO}<b class="line"></b></span></div></td></tr>'
    ]
    number = escape(paper.number.text) if paper.number else ""
    placed = escape(paper.place_date.text) if paper.place_date else ""
    rows.append(
        f'<tr class="second"><td class="number">{number}</td><td class="date">{placed}</td></tr>'
    )
    below = ""
    if made.subject:
        below += f'<p class="subject">{_lines(made.subject)}</p>'
    if paper.urgency:
        width = URGENCY_WIDTHS_MM[paper.urgency]
        below += f'<div class="stamp urgent w{width}">{escape(paper.urgency)}</div>'
    below += "".join(
        f'<div class="stamp" style="width:{mark_width(mark):.1f}pt">{escape(mark)}</div>'
        for mark in paper.marks
    )
    if below:
        rows.append(f'<tr><td class="below">{below}</td><td></td></tr>')
    return f'<table class="head{size}">{"".join(rows)}</table>'


def _title(paper: Paper) -> str:
    if not paper.kind.has_title:
        return ""
    name = _lines(title_lines(paper.name.upper()))
    if not paper.summary:
        return f'<h1 class="title"><span>{name}</span></h1>'
    lines = title_lines(paper.summary)
    return (
        f'<h1 class="title"><span>{name}</span><span class="summary">{_lines(lines)}</span></h1>'
        f"{_rule(rule_length(lines, 14, bold=True))}"
    )


def _attached_title(paper: Paper) -> str:
    lines = title_lines(paper.summary)
    return (
        f'<h1 class="title attached"><span>{escape(paper.name.upper())}</span>'
        f'<span class="summary">{_lines(lines)}</span></h1>'
        f'<p class="reference"><i>{escape(paper.reference)}</i></p>'
        f"{_rule(rule_length(lines, 14, bold=True))}"
    )


def _addressees(paper: Paper) -> str:
    if not paper.addressees:
        return ""
    if len(paper.addressees) == 1:
        return f'<p class="addressee">Kính gửi: {escape(paper.addressees[0])}</p>'
    last = len(paper.addressees) - 1
    rows = "".join(
        f"<p>- {escape(name)}{'.' if place == last else ';'}</p>"
        for place, name in enumerate(paper.addressees)
    )
    return f'<div class="addressees"><p class="label">Kính gửi:</p>{rows}</div>'


def _runs(runs: Iterable[Run]) -> str:
    out = []
    for run in runs:
        text = escape(run.text)
        if run.italic:
            text = f"<i>{text}</i>"
        out.append(f"<b>{text}</b>" if run.bold else text)
    return "".join(out)


OUTLINE = {"division-title": "h2", "heading": "h2", "article": "h3"}


def _piece(piece: Piece, *, keep: bool = False) -> str:
    if isinstance(piece, Line):
        names = [piece.role.value]
        if not piece.indent:
            names.append("flat")
        if piece.align is not Align.JUSTIFY:
            names.append(f"to-{piece.align.value}")
        if piece.keep_with_next or keep:
            names.append("keep")
        tag = OUTLINE.get(piece.role.value, "p")
        return f'<{tag} class="{" ".join(names)}">{_runs(piece.runs)}</{tag}>'
    if isinstance(piece, QRCode):
        return _qr(piece)
    return _table(piece, keep=keep)


def _qr(code: QRCode) -> str:
    data = base64.b64encode(svg(code.payload).encode()).decode()
    return (
        f'<table class="qr"><tr><td class="code"><img src="data:image/svg+xml;base64,{data}" '
        f'alt="{escape(code.payload)}" style="width:{code.size_mm}mm;height:{code.size_mm}mm"></td>'
        f"<td>{escape(code.caption)}</td></tr></table>"
    )


def _table(table: Table, *, keep: bool = False) -> str:
    columns = "".join(f'<col style="width:{share * 100:.3f}%">' for share in table.shares)
    heads = _rows(table, table.head_rows, "th")
    rows = _rows(table, table.rows, "td")
    names = "grid keep" if keep else "grid"
    return (
        f'<table class="{names}" style="font-size:{table.size}pt"><colgroup>{columns}</colgroup>'
        f"<thead>{heads}</thead><tbody>{rows}</tbody></table>"
    )


def _rows(table: Table, rows: tuple[Row, ...], tag: str) -> str:
    made = []
    for row in placed(rows, len(table.columns)):
        cells = [
            _cell(
                cell,
                tag,
                Align.CENTRE if tag == "th" else table.columns[place].align,
                is_outer=place == 0,
            )
            for place, cell in row
        ]
        made.append(f"<tr>{''.join(cells)}</tr>")
    return "".join(made)


def _cell(cell: Cell, tag: str, align: Align, *, is_outer: bool) -> str:
    text = _lines(cell.lines) or "&nbsp;"
    if cell.italic:
        text = f"<i>{text}</i>"
    names = f"to-{(cell.align or align).value}" + (" strong" if cell.bold else "")
    names += " outer" if is_outer else ""
    spans = f' colspan="{cell.span}"' if cell.span > 1 else ""
    spans += f' rowspan="{cell.down}"' if cell.down > 1 else ""
    return f'<{tag} class="{names}"{spans}>{text}</{tag}>'


def _end(signatures: tuple[Signature, ...], recipients: Recipients | None) -> str:
    """Recipients on the left, signature on the right; or two signatures side by side."""
    if not signatures:
        return _recipients(recipients.lines) if recipients else ""
    if len(signatures) == 2:
        left, right = (
            _signature(signature, made)
            for signature, made in zip(signatures, signed_pair(*signatures), strict=True)
        )
        table = f'<table class="end pair"><tr><td>{left}</td><td>{right}</td></tr></table>'
        return table + (_recipients(recipients.lines) if recipients else "")
    right = _signature(signatures[0], signed(signatures[0]))
    lines = recipients.lines if recipients else ()
    left = _recipients(lines[:KEPT_RECIPIENTS]) if lines else ""
    rest = "".join(f"<p>{escape(line)}</p>" for line in lines[KEPT_RECIPIENTS:])
    table = f'<table class="end"><tr><td>{left}</td><td class="sign">{right}</td></tr></table>'
    return table + (f'<div class="recipients rest">{rest}</div>' if rest else "")


def _recipients(lines: Iterable[str]) -> str:
    rows = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div class="recipients"><p class="label">Nơi nhận:</p>{rows}</div>'


def _signature(signature: Signature, made: Signed) -> str:
    parts = [f'<div class="office s{made.size:.0f}">{_lines(made.lines)}</div>']
    if signature.note:
        parts.append(f'<div class="note"><i>{escape(signature.note)}</i></div>')
    parts.append(f'<div style="height:{made.room_pt:.1f}pt"></div>')
    if made.second:
        parts.append(f'<div class="office s{made.size:.0f}">{_lines(made.second)}</div>')
    parts.append(f'<div class="signer">{escape(signature.name) or "&nbsp;"}</div>')
    return "".join(parts)


def _copy(copy: CopyBlock) -> str:
    issuer: Issuer = copy.issuer
    return (
        '<div class="copy"><b class="line"></b><table class="head"><tr>'
        f"<td>{_issuer(issuer.parents, issuer.issuing)}</td>"
        f'<td><div class="copy-kind">{escape(copy.kind)}</div></td></tr>'
        f'<tr class="second"><td class="number">{escape(copy.number.text)}</td>'
        f'<td class="date">{escape(copy.place_date.text)}</td></tr></table>'
        f"{_end((copy.signature,), copy.recipients)}</div>"
    )
