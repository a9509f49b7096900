@echo off
rem Opens the course: start.bat    Passes the tests: start.bat test    Any other command: start.bat grade ...
chcp 65001 >nul
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
set "UV=uv"
where uv >nul 2>nul
if not errorlevel 1 goto ready

set "UV=%~dp0.uv\bin\uv.exe"
if exist "%UV%" goto ready
set "PY=python"
where py >nul 2>nul
if not errorlevel 1 set "PY=py -3"
%PY% -m pip install --quiet --target .uv uv
if not errorlevel 1 goto ready
echo 需要 Python 3.11 以上和 pip：请先安装，再双击一次。
echo Python 3.11 or newer with pip is needed: install it, then double-click this again.
pause
exit /b 1

:ready
if "%~1"=="test" goto test
rem What a command needs is installed with it, and stays. A kit opens its notebooks; the course's own folder makes them.
set "EXTRA=grading"
for %%c in (handbook slides printables runsheet twins check) do if "%~1"=="%%c" set "EXTRA=course"
if "%~1"=="class" set "EXTRA=class"
if "%~1"=="score" set "EXTRA=report"
if "%~1"=="map" set "EXTRA=report"
if exist language.txt set "EXTRA=labs"
if "%~1"=="" goto lab
"%UV%" run --locked --no-dev --extra %EXTRA% peakend %*
exit /b %errorlevel%

:lab
"%UV%" run --locked --no-dev --extra %EXTRA% peakend lab
if errorlevel 1 pause
exit /b %errorlevel%

:test
"%UV%" run --locked poe test
exit /b %errorlevel%
