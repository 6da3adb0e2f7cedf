"""The directories in which the escape suite runs, and what must stay as it is there."""
import os


class Tree:
    """`a` and `b` are the guest's, `ro` it may read; everything else is none of its business."""

    def __init__(self, top):
        self.top = top
        for folder in ("outside/dir", "outside/empty", "a-private", "a/dir", "a/deep/1/2", "b", "ro/dir"):
            os.makedirs(self.path(folder))
        for file in ("outside/secret", "outside/dir/secret", "a-private/secret", "secret_b"):
            self.write(file, "top secret")
        for file in ("a/file", "a/dir/file", "a/deep/1/2/file", "b/file_b"):
            self.write(file, "inside")
        for file in ("ro/file", "ro/dir/file", "input"):
            self.write(file, "read only")
        os.symlink("..", self.path("outside/back"))
        os.mkfifo(self.path("a/pipe"))
        self.link_out()
        self.before = self.outside()

    def path(self, name):
        return os.path.join(self.top, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="ascii") as file:
            file.write(text)

    def link_out(self):
        links = {
            "to_secret": "../outside/secret", "to_outside": "../outside", "to_outside_slash": "../outside/",
            "to_outside_dot": "../outside/.", "absolute": self.path("outside/secret"), "absolute_directory": self.path("outside"),
            "root": "/", "up": "..", "dir/up2": "../..", "deep/1/2/up4": "../../../..", "chain": "dir/../to_secret",
            "chain_directory": "./to_outside", "dangling": "../outside/new", "dangling_absolute": self.path("outside/new"),
            "dangling_slash": "../outside/new/", "proc": "/proc"}
        for name, target in links.items():
            os.symlink(target, os.path.join(self.top, "a", name))

    def outside(self):
        """Everything outside the guest's directories, with contents, times, modes and numbers of links."""
        return {path: state(path) for path in sorted(self.walk())}

    def walk(self):
        yield self.top
        for folder in (name for name in os.listdir(self.top) if name not in ("a", "b")):
            path = self.path(folder)
            yield path
            for parent, folders, files in os.walk(path):
                yield from (os.path.join(parent, name) for name in folders + files)

    def changes(self):
        """What is outside and not as it was at first."""
        after = self.outside()
        return [path for path in sorted(self.before | after) if self.before.get(path) != after.get(path)]


def state(path):
    status = os.lstat(path)
    content = None
    if os.path.islink(path):
        content = os.readlink(path)
    elif os.path.isfile(path):
        with open(path, "rb") as file:
            content = file.read()
    return status.st_ino, status.st_mode, status.st_nlink, status.st_mtime_ns, content
