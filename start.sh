#!/bin/sh
# 打开课程：./start.sh　　跑测试：./start.sh test　　其他命令：./start.sh grade …
# Opens the course: ./start.sh    Passes the tests: ./start.sh test    Any other command: ./start.sh grade …
set -eu
# As it was typed, for sentences that name a command.
case "$0" in
  *" "*) PEAKEND_CALLED="\"$0\"" ;;
  */*) PEAKEND_CALLED="$0" ;;
  *) PEAKEND_CALLED="sh $0" ;;
esac
export PEAKEND_CALLED
cd "$(dirname "$0")"

if [ ! -f labs/peakend_labs/start/__main__.py ]; then
  echo "这个文件夹不完整：压缩包还没有解压。请先全部解压，再从解压后的文件夹里启动。" >&2
  echo "This folder is not whole: the zip file has not been unpacked. Unpack all of it, then start from there." >&2
  exit 2
fi

# Any Python that can read the rest; that finds the right one, and says what is wrong, in both languages.
fits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))'
found=
for python in python3 python python3.13 python3.12 python3.14 python3.11; do
  if version=$("$python" -c 'import platform; print(platform.python_version())' 2>/dev/null); then
    found="${found:-$version}"
    if "$python" -c "$fits" 2>/dev/null; then
      PYTHONUTF8=1 PYTHONPATH=labs exec "$python" -m peakend_labs.start "$@"
    fi
  fi
done
# uv finds one elsewhere, or takes one from the internet, where it can.
by_uv="uv run --quiet --no-project --python >=3.11,<3.15 python"
if $by_uv -c '' >/dev/null 2>&1; then
  PYTHONUTF8=1 PYTHONPATH=labs exec $by_uv -m peakend_labs.start "$@"
fi
if [ -n "$found" ]; then
  echo "Python $found" >&2
  cat labs/peakend_labs/start/other_python.txt >&2
else
  cat labs/peakend_labs/start/no_python.txt >&2
fi
exit 2
