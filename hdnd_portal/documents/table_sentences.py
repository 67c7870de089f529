"""What is said of a file that is no table that can be read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

TABLE_SENTENCES: dict[str, str | Promise] = {
    "import_unreadable": gettext_lazy(
        "Tệp không mở được như một bảng. Hãy lưu lại thành .xlsx hoặc .docx rồi nhập lại."
    ),
    "import_expands": gettext_lazy(
        "Tệp khi mở ra lớn hơn {most} MB. Hãy chép riêng bảng sang tệp mới."
    ),
    "import_rows_many": gettext_lazy("Tệp có hơn {most} dòng. Hãy tách thành nhiều tệp."),
    "import_columns_many": gettext_lazy(
        "Bảng có hơn {most} cột. Hãy bỏ các cột không cần rồi nhập lại."
    ),
    "import_heading_twice": gettext_lazy(
        "Hai cột cùng một nghĩa, trong đó có “{heading}”. Hãy đổi tên hoặc bỏ một cột."
    ),
}
