"""One form for each character, so that a pattern is written once: ５万個 is read as 5万个.

Every character stands for exactly one other: places in the plain text are places in the text as written.
"""

from __future__ import annotations

import re

# Only what numerals, units and the words around them are written with; all else stays as it is. Financial
# capitals stay too: 陸 may be six or land, which is decided where numerals are read.
_TRADITIONAL = (
    "個个萬万億亿點点數数幾几餘余負负鐘钟鍾钟時时間间歲岁畝亩頃顷裏里裡里塊块錢钱圓圆華华攝摄雙双對对輛辆條条臺台"
    "戶户場场學学樓楼噸吨韓韩鎊镑歐欧幣币銖铢隻只張张項项輪轮處处組组戰战減减長长達达過过於于從从較较標标準准實实現现"
    "約约滿满補补貼贴貸贷資资費费額额總总計计農农員员醫医車车線线網网熱热養养兩两倆俩侖仑碼码級级類类還还進进連连遠远邊边"
)
_TRADITIONAL_PAIRS = dict(zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True))
_WIDE = {
    chr(wide): chr(wide - 0xFEE0) for wide in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_SIGNS = dict(zip("％．／－＋＊", "%./-+*", strict=True))
_PLAIN = {
    form: plain for forms in (_TRADITIONAL_PAIRS, _WIDE, _SIGNS) for form, plain in forms.items() if form != plain
}
_TABLE = str.maketrans(_PLAIN)
_ODD = re.compile(f"[{re.escape(''.join(_PLAIN))}]")


def plain(text: str) -> str:
    """Give a text in half-width figures, letters and signs and in simplified characters, of the same length.

    >>> plain("新建５.２萬個，達９８％")
    '新建5.2万个，达98%'
    """
    return text.translate(_TABLE) if _ODD.search(text) else text
