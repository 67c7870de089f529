"""Square codes on slips, as drawings for the PDF and as pictures for the DOCX."""

import io

import qrcode
import qrcode.image.pil


def _code(payload: str) -> "qrcode.QRCode[qrcode.image.pil.PilImage]":
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2)
    code.add_data(payload)
    code.make(fit=True)
    return code


def svg(payload: str) -> str:
    """The code as an SVG drawing, one unit to a module, with a quiet zone of two."""
    matrix = _code(payload).get_matrix()
    path = "".join(
        f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark
    )
    side = len(matrix)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#000" d="{path}"/></svg>'
    )


def png(payload: str) -> bytes:
    """The code as a PNG picture of eight dots to a module."""
    out = io.BytesIO()
    _code(payload).make_image(image_factory=qrcode.image.pil.PilImage).save(out, format="PNG")
    return out.getvalue()
