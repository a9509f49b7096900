@echo off
rem Opens the course: start.bat    Passes the tests: start.bat test    Any other command: start.bat grade ...
rem Chinese stands behind the last label only: Windows may miss a label that comes after it.
chcp 65001 >nul
setlocal
rem A shared folder (\\server\share) gets a letter; cd cannot go there.
pushd "%~dp0"
rem Both cmd and PowerShell take it so.
set "PEAKEND_CALLED=.\%~nx0"
set PYTHONUTF8=1
set "PYTHONPATH=labs"
rem Started by a double-click, the window would close before anything could be read.
set "CLICKED="
echo %cmdcmdline% | find /i "%~nx0" >nul
if not errorlevel 1 set "CLICKED=1"
if not exist "labs\peakend_labs\start\__main__.py" goto zipped

rem Any Python that can read the rest; that finds the right one, and says what is wrong, in both languages.
set "FOUND="
set "PY="
for %%p in ("py -3.13" "py -3.12" "py -3.14" "py -3.11" "python" "python3") do if not defined PY call :try %%p
if defined PY goto start
rem uv finds one elsewhere, or takes one from the internet, where it can.
if not defined PY call :try "uv run --quiet --no-project --python 3.13 python"
if defined PY goto start
set "SAY=no_python"
if defined FOUND set "SAY=other_python"
if defined FOUND echo %FOUND%
type "labs\peakend_labs\start\%SAY%.txt"
goto failed

:try
%~1 -c "import sys" >nul 2>nul
if errorlevel 1 exit /b
set "FOUND=%~1"
%~1 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul
if errorlevel 1 exit /b
set "PY=%~1"
exit /b

:start
%PY% -m peakend_labs.start %*
set "CODE=%errorlevel%"
popd
if "%CODE%"=="0" exit /b 0
if defined CLICKED pause
exit /b %CODE%

:failed
popd
if defined CLICKED pause
exit /b 2

:zipped
echo 这个文件夹不完整：压缩包还没有解压。请右键选“全部解压缩”，再从解压后的文件夹里启动。
echo This folder is not whole: the zip file has not been unpacked. Choose "Extract All" first, then start from there.
popd
if defined CLICKED pause
exit /b 2
