module Ledger
  Report = Struct.new(:book) do
    def to_s
      book.accounts.sort.map { |name, total| format("%-8s %8.2f", name, total) }.join("\n")
    end
  end
end
