module Ledger
  class Book
    attr_reader :accounts

    def initialize
      @accounts = Hash.new(0)
    end

    def read(path)
      File.foreach(path, chomp: true) do |line|
        name, amount = line.split
        @accounts[name] += amount.to_r
      end
      @accounts.transform_values!(&:to_f)
    end
  end
end
