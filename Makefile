# make run: from a new machine to a live map. make test: everything that is checked.
# The recipes name no path: every script starts from its own folder, so that a space in it does no harm.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help run test lint bench lock clean

# Reference data beside the repository are used where they lie there and nothing else is said.
ifeq ($(origin GEOOPS_DATA),undefined)
ifneq ($(wildcard ../shared/data/.),)
export GEOOPS_DATA := ../shared/data
endif
endif

help:
	@echo "make run     cài đặt và mở bản đồ / set up and open the map  (ARGS=\"--port 8001\")"
	@echo "make test    cài đặt và chạy mọi kiểm thử / set up and run every check and test"
	@echo "make lint    chỉ kiểm tra mã / the linters and type checkers alone"
	@echo "make bench   đo tốc độ so với phần mềm khác / measure against peers"
	@echo "make lock    khóa lại phiên bản thư viện Python / lock the Python packages again"
	@echo "make clean   xóa mọi thứ dựng được lại, giữ dữ liệu / remove what can be made again, keep data"

run:
	@exec scripts/run.sh $(ARGS)

test:
	@exec scripts/test.sh all

lint:
	@exec scripts/test.sh lint

bench:
	@exec scripts/bench.sh $(ARGS)

lock:
	@exec scripts/lock.sh

clean:
	@exec scripts/clean.sh
