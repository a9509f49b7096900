"""What went wrong at the start, each in both languages: nobody has been asked yet which one to speak."""

SENTENCES = {
    "python_unfit": (
        "这里的 Python 是 {found}，本课程要 {wanted}。请从 python.org 安装 {wanted}（或向培训师要安装文件），"
        "再运行一次。",
        "Python here is {found}, and this needs {wanted}. Install {wanted} from python.org (or ask your "
        "trainer for the installer), then run this again.",
    ),
    "no_pip": (
        "这个 Python 没有 pip。请安装：Debian、Ubuntu 上运行 sudo apt install python3-pip，其他系统从 "
        "python.org 重装 Python；再运行一次。",
        "This Python has no pip. Install it: on Debian and Ubuntu sudo apt install python3-pip, elsewhere "
        "install Python again from python.org; then run this again.",
    ),
    "no_network": (
        "连不上 {place}，所需的包取不到。请检查网络或代理，再运行一次；教室里没有网络，就向培训师要离线学员包。",
        "{place} does not answer, so that what is needed cannot be taken from there. Check the network or "
        "the proxy and run this again; in a room without internet ask your trainer for the offline kit.",
    ),
    "certificate": (
        "{place} 的证书不被信任，多半是公司的代理换了证书。请向 IT 要根证书文件，把环境变量 SSL_CERT_FILE 设"
        "为它，再运行一次。",
        "The certificate of {place} is not trusted; a company's proxy often puts in its own. Ask IT for the "
        "root certificate, set the environment variable SSL_CERT_FILE to that file, then run this again.",
    ),
    "other_files": (
        "{package} 的内容与锁定文件不符，没有安装。请换一个镜像（环境变量 UV_DEFAULT_INDEX），或重新拷贝学员"
        "包，再运行一次。",
        "{package} is not the file that the lock names, and was not installed. Use another mirror ("
        "environment variable UV_DEFAULT_INDEX), or copy the kit again, then run this again.",
    ),
    "not_there": (
        "{place} 没有适合这台电脑的 {package}。请换一个镜像（环境变量 UV_DEFAULT_INDEX），或请培训师为您的系"
        "统（{system}，Python {found}）制作学员包。",
        "{place} does not have {package} for this computer. Use another mirror (environment variable "
        "UV_DEFAULT_INDEX), or ask your trainer for a kit for your system ({system}, Python {found}).",
    ),
    "not_in_kit": (
        "{place} 里没有适合这台电脑（{system}，Python {found}）的 {package}。请重新拷贝整个学员包；还不行，就"
        "请培训师为您的系统制作一份。",
        "{place} does not hold {package} for this computer ({system}, Python {found}). Copy the whole kit "
        "again; if it stays so, ask your trainer for a kit for your system.",
    ),
    "no_space": (
        "磁盘空间不够：{folder} 所在的盘还剩 {free} MB，需要约 {needed} MB。请腾出空间，再运行一次。",
        "The disk is too full: {free} MB are left where {folder} lies, about {needed} MB are needed. Make "
        "room, then run this again.",
    ),
    "not_unpacked": (
        "这个文件夹不完整（没有 {file}）：压缩包还没有解压。请右键选“全部解压缩”，再从解压后的文件夹里启动。",
        "This folder is not whole ({file} is missing): the zip file has not been unpacked. Choose “Extract "
        "All” first, then start from the unpacked folder.",
    ),
    "path_too_long": (
        "文件夹路径太长（{length} 个字符，最多 {most} 个）：{folder}。请移到短一点的地方，例如 C:\\peakend，再"
        "运行一次。",
        "The folder's path is too long ({length} characters, at most {most}): {folder}. Move it to a shorter "
        "place, such as C:\\peakend, then run this again.",
    ),
    "not_writable": (
        "不能写入文件夹 {folder}。请把整个文件夹拷到“文档”或桌面，再从那里启动。",
        "The folder {folder} cannot be written to. Copy the whole folder to your documents or the desktop, "
        "and start it from there.",
    ),
    "in_use": (
        "{folder} 里的文件被别的程序占用：可能是杀毒软件在扫描，或课程还开着。请关掉课程，等一分钟再运行；还"
        "不行就请 IT 把这个文件夹加入杀毒软件的信任列表。",
        "A file in {folder} is held by another program: perhaps the antivirus is scanning it, or the course "
        "is still open. Close the course, wait a minute and run this again; if it stays so, ask IT to let "
        "the antivirus trust this folder.",
    ),
    "uv_old": (
        "这台电脑上的 uv 太旧，读不懂锁定文件，另装的也装不上。请运行 uv self update，再运行一次。",
        "The uv on this computer is too old to read the lock, and another one could not be installed. Run uv "
        "self update, then run this again.",
    ),
    "unknown": (
        "安装没有完成，原因见文件 {file}。请把它发给培训师。",
        "The installation did not finish; the file {file} says why. Send it to your trainer.",
    ),
}

PROGRESS = {
    "first": (
        "第一次启动：要安装 {count} 个包，来自 {place}。只有这一次。",
        "First start: {count} packages are installed from {place}. Only this once.",
    ),
    "taking": ("  正在取 {package}（{size} MB）…", "  taking {package} ({size} MB) …"),
    "taken": ("  已取到 {package}，{done} / {all} MB", "  took {package}, {done} of {all} MB"),
    "installed": ("安装完成，用了 {seconds} 秒。", "Installed in {seconds} seconds."),
    "more": (
        "这个命令还要别的包：一共 {count} 个，缺的从 {place} 安装。只有这一次。",
        "This command needs more packages: those of {count} still missing are installed from {place}. Only this once.",
    ),
    "moved": ("文件夹换了地方或内容有更新，正在整理 …", "The folder was moved or renewed: it is put in order …"),
    "helper": ("正在准备安装工具 uv …", "Preparing the installer, uv …"),
}


class CannotStart(Exception):
    """The start goes no further; the text says why in both languages, and what to do next."""

    def __init__(self, key: str, **values: object) -> None:
        self.key = key
        super().__init__("\n".join(text.format(**values) for text in SENTENCES[key]))


def progress(language: str, key: str, **values: object) -> str:
    """Return a line of progress in the user's language."""
    zh, en = PROGRESS[key]
    return (zh if language == "zh" else en).format(**values)
