# Reads its library from the load path, then works on files and directories.
$LOAD_PATH.unshift("/w/lib")
require "ledger"
require_relative "lib/ledger/report"

ledger = Ledger::Book.new
ledger.read("/w/entries.txt")
puts Ledger::Report.new(ledger).to_s

Dir.mkdir("/w/out")
Dir.chdir("/w/out") rescue puts "no chdir"
ledger.accounts.each do |name, total|
  File.open("/w/out/#{name}.txt", "w") { |file| file.write("#{total}\n" * 100) }
end
File.open("/w/out/food.txt", "a") { |file| file << "appended" }
File.open("/w/out/rent.txt", "r+") do |file|
  file.seek(-3, IO::SEEK_END)
  file.write("END")
  file.truncate(file.pos)
end
File.rename("/w/out/rent.txt", "/w/out/moved.txt")
puts Dir.children("/w/out").sort.map { |name| "#{name} #{File.size("/w/out/#{name}")}" }
puts File.read("/w/out/moved.txt", 8, 592).inspect, File.readlines("/w/out/food.txt").last
File.delete("/w/out/moved.txt")
puts File.exist?("/w/out/moved.txt"), File.directory?("/w/out"), Dir.glob("/w/lib/**/*.rb").sort
begin
  File.read("/w/../etc/passwd")
rescue SystemCallError => error
  puts "refused: #{error.class}"
end
