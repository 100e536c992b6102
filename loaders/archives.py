"""From received bytes to the text of one CSV: decompression with limits, encodings, impostors."""

import io
import lzma
import struct
import zipfile
import zlib

from loaders.pipeline import LoadError

MAX_TEXT_BYTES = 2 * 1024**3
# A real CSV shrinks 5 to 30 times; the ratio is looked at beyond a size only, since a small
# file of zeros is harmless.
MAX_RATIO = 200
RATIO_FROM_BYTES = 50 * 1024**2
CHUNK_BYTES = 1024**2
TEXT_SUFFIXES = (".csv", ".txt", ".tsv")
UTF8_MARK = b"\xef\xbb\xbf"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
# What zipfile raises on a damaged archive, by the place of the damage.
DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    ValueError,
    OSError,
)
SPREADSHEET_MEMBERS = ("xl/workbook.xml", "content.xml")


class ReadingError(LoadError):
    """A file cannot be read as a table; stable `code`, French message that says what to do."""


def csv_text(content: bytes) -> tuple[str, str]:
    """The text of a CSV with line ends as \\n, and its encoding, from a plain or packed file.

    Gzip and single-file zip are unpacked; a workbook, a web page or an empty file is refused.
    UTF-8 when it is valid UTF-8, else Windows-1252; UTF-16 by its mark only.
    """
    content = unpacked(content)
    _refuse_impostors(content)
    text, encoding = _decoded(content)
    if "\x00" in text:
        raise ReadingError(
            "CONTENU_BINAIRE",
            "Le fichier n'est pas un texte. Exportez les données au format CSV, en UTF-8.",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def unpacked(content: bytes) -> bytes:
    """The bytes inside a gzip or a single-CSV zip; any other content as it is."""
    if content.startswith(b"\x1f\x8b"):
        return _gunzipped(content)
    if content.startswith(b"PK\x03\x04"):
        return _unzipped(content)
    return content


def _gunzipped(content: bytes) -> bytes:
    parts, size = [], 0
    while content:
        stream = zlib.decompressobj(wbits=31)
        pending = content
        while pending and not stream.eof:
            try:
                parts.append(stream.decompress(pending, CHUNK_BYTES))
            except zlib.error as error:
                raise _truncated() from error
            size += len(parts[-1])
            _refuse_bomb(size, len(content))
            pending = stream.unconsumed_tail
        if not stream.eof:
            raise _truncated()
        content = stream.unused_data.lstrip(b"\x00")
    return b"".join(parts)


def _truncated() -> ReadingError:
    return ReadingError(
        "ARCHIVE_TRONQUEE",
        "L'archive est incomplète ou abîmée. Téléchargez-la de nouveau, puis relancez.",
    )


def _refuse_bomb(size: int, packed_size: int) -> None:
    too_dense = size > RATIO_FROM_BYTES and size > MAX_RATIO * packed_size
    if size > MAX_TEXT_BYTES or too_dense:
        raise ReadingError(
            "ARCHIVE_DEMESUREE",
            "L'archive se déploie hors de toute mesure : elle n'est pas ouverte. Vérifiez sa "
            "provenance, ou fournissez le fichier CSV non compressé.",
        )


def _unzipped(content: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _only_table(archive, len(content))
    except ReadingError:
        raise
    except DAMAGED_ZIP as error:
        raise _truncated() from error
    except RuntimeError as error:
        raise ReadingError(
            "ARCHIVE_ILLISIBLE",
            "L'archive est chiffrée ou compressée d'une façon inconnue. "
            "Fournissez le fichier CSV non compressé.",
        ) from error


def _only_table(archive: zipfile.ZipFile, packed_size: int) -> bytes:
    names = archive.namelist()
    if any(name in names for name in SPREADSHEET_MEMBERS):
        raise _workbook()
    tables = [
        name
        for name in names
        if name.lower().endswith(TEXT_SUFFIXES) and not name.startswith("__MACOSX/")
    ]
    if len(tables) != 1:
        raise ReadingError(
            "ARCHIVE_AMBIGUE",
            f"L'archive contient {len(tables)} fichiers CSV ; il en faut un seul. "
            "Extrayez celui à charger, puis relancez.",
        )
    parts, size = [], 0
    with archive.open(tables[0]) as file:
        while chunk := file.read(CHUNK_BYTES):
            parts.append(chunk)
            size += len(chunk)
            _refuse_bomb(size, packed_size)
    return b"".join(parts)


def _workbook() -> ReadingError:
    return ReadingError(
        "CLASSEUR_TABLEUR",
        "C'est un classeur de tableur et non un CSV. Ouvrez-le, choisissez « Enregistrer sous », "
        "enregistrez en CSV UTF-8, puis relancez avec ce fichier.",
    )


def _refuse_impostors(content: bytes) -> None:
    if content.startswith(OLD_EXCEL):
        raise _workbook()
    start = content[:4096].removeprefix(UTF8_MARK).lstrip().lower()
    if not start and not content.removeprefix(UTF8_MARK).strip():
        raise ReadingError("FICHIER_VIDE", "Le fichier est vide. Vérifiez l'export, puis relancez.")
    if start.startswith(b"<"):
        raise ReadingError(
            "PAGE_HTML",
            "C'est une page web et non un CSV : l'adresse mène sans doute à une page de connexion "
            "ou d'erreur. Ouvrez-la dans un navigateur et copiez le lien direct du fichier.",
        )


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return content.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    raise ReadingError(
        "ENCODAGE_ILLISIBLE",
        "Les caractères du fichier ne se lisent ni en UTF-8 ni en Windows-1252. "
        "Exportez-le de nouveau en CSV UTF-8.",
    )
