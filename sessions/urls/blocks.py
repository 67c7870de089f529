"""Paths of blocks of items."""

from django.urls import path

from sessions.views import blocks, console

BLOCK = "<int:session>/nhom-noi-dung/<int:block>/"

paths = [
    path("<int:session>/nhom-noi-dung/moi/", blocks.MakeBlock.as_view(), name="make_block"),
    path(BLOCK, blocks.BlockPage.as_view(), name="block"),
    path(f"{BLOCK}bieu-quyet-chung/", blocks.AllowOneVote.as_view(), name="allow_one_vote"),
    path(f"{BLOCK}giai/", blocks.DissolveBlock.as_view(), name="dissolve_block"),
    path(f"{BLOCK}tach/", blocks.TakeOut.as_view(), name="take_out"),
    path(
        "<int:session>/dieu-hanh-phien/nhom/<int:block>/",
        console.StartBlock.as_view(),
        name="start_block",
    ),
]
