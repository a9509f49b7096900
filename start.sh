#!/bin/sh
# 打开课程：./start.sh　　跑测试：./start.sh test　　其他命令：./start.sh grade …
# Opens the course: ./start.sh    Passes the tests: ./start.sh test    Any other command: ./start.sh grade …
set -eu
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
if command -v uv >/dev/null 2>&1; then
  PYTHONUTF8=1 PYTHONPATH=labs exec uv run --quiet --no-project --python '>=3.11,<3.15' python -m peakend_labs.start "$@"
fi
if [ -z "$found" ]; then
  echo "这台电脑上没有 Python。请从 python.org 安装 Python 3.13，再运行一次。" >&2
  echo "There is no Python on this computer. Install Python 3.13 from python.org, then run this again." >&2
else
  echo "这台电脑上的 Python 是 $found，本课程要 3.11 到 3.14。请从 python.org 安装 Python 3.13，再运行一次。" >&2
  echo "Python on this computer is $found, and 3.11 to 3.14 is needed. Install Python 3.13 from python.org, then run this again." >&2
fi
exit 2
