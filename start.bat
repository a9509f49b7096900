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
if "%~1"=="" goto lab
if "%~1"=="test" goto test
set "GROUP="
if "%~1"=="handbook" set "GROUP=--group course"
if "%~1"=="slides" set "GROUP=--group course"
"%UV%" run --locked --no-dev %GROUP% peakend %*
exit /b %errorlevel%

:lab
"%UV%" run --locked --no-dev peakend lab
if errorlevel 1 pause
exit /b %errorlevel%

:test
"%UV%" run --locked poe test
exit /b %errorlevel%
