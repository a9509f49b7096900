@echo off
rem Opens the course: start.bat    Passes the tests: start.bat test    Any other command: start.bat grade ...
chcp 65001 >nul
setlocal
rem A shared folder (\\server\share) gets a letter; cd cannot go there.
pushd "%~dp0"
set PYTHONUTF8=1
set "PYTHONPATH=labs"
rem Started by a double-click, the window would close before anything could be read.
set "CLICKED="
echo %cmdcmdline% | find /i "%~nx0" >nul && set "CLICKED=1"

if exist "labs\peakend_labs\start\__main__.py" goto unpacked
echo 这个文件夹不完整：压缩包还没有解压。请右键选“全部解压缩”，再从解压后的文件夹里启动。
echo This folder is not whole: the zip file has not been unpacked. Choose "Extract All" first, then start from there.
goto failed

:unpacked
rem Any Python that can read the rest; that finds the right one, and says what is wrong, in both languages.
set "FOUND="
for %%p in ("py -3.13" "py -3.12" "py -3.14" "py -3.11" "python" "python3") do call :try %%p && goto start
where uv >nul 2>nul
if not errorlevel 1 set "PY=uv run --quiet --no-project --python 3.13 python" & goto start
if defined FOUND goto old
echo 这台电脑上没有 Python。请从 python.org 安装 Python 3.13（64 位），再双击一次。
echo There is no Python on this computer. Install Python 3.13 (64-bit) from python.org, then double-click this again.
goto failed
:old
echo 这台电脑上的 Python 不合适，本课程要 3.11 到 3.14。请从 python.org 安装 Python 3.13（64 位），再双击一次。
echo Python on this computer does not fit; 3.11 to 3.14 is needed. Install Python 3.13 (64-bit) from python.org, then double-click this again.
goto failed

:try
set "PY=%~1"
%PY% -c "import sys" >nul 2>nul
if errorlevel 1 exit /b 1
set "FOUND=1"
%PY% -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul
exit /b %errorlevel%

:start
%PY% -m peakend_labs.start %*
set "CODE=%errorlevel%"
if "%CODE%"=="0" popd & exit /b 0
if defined CLICKED pause
popd
exit /b %CODE%

:failed
if defined CLICKED pause
popd
exit /b 2
