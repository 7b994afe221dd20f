from django.urls import path

from bench.yardstick import views

urlpatterns = [path("small/", views.small), path("table/", views.table), path("add/", views.add)]
