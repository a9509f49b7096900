#!/bin/sh
# 打开课程：./start.sh　　跑测试：./start.sh test　　其他命令：./start.sh grade …
# Opens the course: ./start.sh    Passes the tests: ./start.sh test    Any other command: ./start.sh grade …
set -eu
cd "$(dirname "$0")"
export PYTHONUTF8=1

if command -v uv >/dev/null 2>&1; then
  uv=uv
else
  uv=.uv/bin/uv
  if [ ! -x "$uv" ]; then
    # Beside the course, not into the system: nothing else on this machine changes.
    python3 -m pip install --quiet --target .uv uv || {
      echo "需要 Python 3.11 以上和 pip：请先安装，再运行一次。" >&2
      echo "Python 3.11 or newer with pip is needed: install it, then run this again." >&2
      exit 1
    }
  fi
fi

[ $# -gt 0 ] || set -- lab
[ "$1" != test ] || exec "$uv" run --locked poe test

# What a command needs is installed with it, and stays. A kit opens its notebooks; the course's own folder makes them.
if [ -f language.txt ]; then
  extra=labs
else
  case "$1" in
    handbook|slides|printables|runsheet|twins|check) extra=course ;;
    class) extra=class ;;
    score|map) extra=report ;;
    *) extra=grading ;;
  esac
fi
exec "$uv" run --locked --no-dev --extra "$extra" peakend "$@"
