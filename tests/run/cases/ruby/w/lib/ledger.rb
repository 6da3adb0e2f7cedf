module Ledger
  autoload :Book, "ledger/book"
end
