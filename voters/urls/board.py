"""Paths of the board, and of what is told of results."""

from django.urls import path

from voters.views import board, results

urlpatterns = [
    path("bang-theo-doi/", board.BoardPage.as_view(), name="board"),
    path(
        "tong-hop/<int:session>/ket-qua/<str:form>/",
        results.OrderResults.as_view(),
        name="order_results",
    ),
]
