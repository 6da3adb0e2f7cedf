<?php
// Reads its library by include path and autoloading, then works on files and directories.
set_include_path("/w/lib");
require "format.php";
spl_autoload_register(function ($class) {
  require_once strtolower(str_replace("\\", "/", $class)) . ".php";
});

foreach ([new Shapes\Square(3), new Shapes\Circle(2)] as $shape) {
  echo describe($shape), "\n";
}

$folder = "/w/out/deep";
var_dump(mkdir($folder, 0777, true), is_dir($folder));
for ($i = 0; $i < 5; ++$i) {
  file_put_contents("$folder/part$i.txt", str_repeat("$i", 1000 * $i + 1));
}
file_put_contents("$folder/part1.txt", "more", FILE_APPEND);
foreach (scandir($folder) as $name) {
  if ($name[0] != ".") echo $name, " ", filesize("$folder/$name"), " ", md5_file("$folder/$name"), "\n";
}
rename("$folder/part0.txt", "/w/out/renamed.txt");
unlink("$folder/part2.txt");
copy("/w/out/renamed.txt", "/w/out/copied.txt");
$file = fopen("/w/out/copied.txt", "r+");
fseek($file, 0, SEEK_END);
fwrite($file, "end");
rewind($file);
echo fgets($file), " ", ftell($file), " ", var_export(ftruncate($file, 2), true), "\n";
fclose($file);
clearstatcache();
echo filesize("/w/out/copied.txt"), " ", var_export(file_exists("$folder/part2.txt"), true), "\n";
foreach (new RecursiveIteratorIterator(new RecursiveDirectoryIterator("/w/out", FilesystemIterator::SKIP_DOTS)) as $path => $info) {
  $found[] = substr($path, strlen("/w/out/"));
}
sort($found);
echo implode(" ", $found), "\n";
echo var_export(@file_get_contents("/w/../etc/passwd"), true), " ", var_export(@rmdir($folder), true), "\n";
