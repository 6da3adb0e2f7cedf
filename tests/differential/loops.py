"""Random modules of nested loops over areas of linear memory, as text: what wasm-smith never makes, since its modules count
their fuel in each loop. All accesses are in bounds, many of them just so, and indices wrap on their way there; some
divisions trap. How long a loop is is often known at run time only, and some are left early. Or some accesses are out of
bounds, which after vectorising shows in memory unless it is strict, or checked."""
import random

MEMORY_BYTES = 65536
LOADS = {1: ["i32.load8_u", "i32.load8_s"], 2: ["i32.load16_u", "i32.load16_s"], 4: ["i32.load"]}
STORES = {1: "i32.store8", 2: "i32.store16", 4: "i32.store"}
OPERATIONS = ["i32.add", "i32.sub", "i32.mul", "i32.xor", "i32.and", "i32.or", "i32.shl", "i32.shr_u", "i32.shr_s", "i32.rotl"]
COMPARISONS = ["i32.lt_u", "i32.lt_s", "i32.eq", "i32.ge_u"]
MOST_ROUNDS = 2500  # of a nest
MOST_ARGUMENT = 42  # what run_modules passes, or 0


class Function:
    """One function of some nests of loops, of which no more than a few thousand rounds run."""

    def __init__(self, generator, index, may_leave_memory):
        self.generator = generator
        self.index = index
        self.may_leave_memory = may_leave_memory
        self.lines = []
        self.loops = []  # (variable, rounds at most), from the outermost
        self.variables = 0
        # Where its areas begin: they overlap, touch, or lie apart.
        self.areas = [self.generator.choice([0, 1000, 1024, 30000, MEMORY_BYTES]) for _ in range(3)]

    def text(self):
        for _ in range(self.generator.randint(1, 3)):
            self.nest(self.generator.randint(1, 3), MOST_ROUNDS)
        variables = "".join(f" (local $v{i} i32)" for i in range(self.variables))
        return (f'(func (export "f{self.index}") (param $p i32) (result i32) (local $sum i32){variables}\n'
                + "\n".join(self.lines) + "\n(local.get $sum))")

    def new_variable(self):
        self.variables += 1
        return f"$v{self.variables - 1}"

    def length(self, most):
        """How often a loop runs: the instruction that says it, and how often at most."""
        rounds = min(self.generator.choice([1, 2, 3, 4, 7, 8, 16, 17, 33, 64, 100]), most)
        divisor = self.generator.choice([1, 2, 3, 7, 21])
        if self.generator.random() < 0.5 or rounds + MOST_ARGUMENT // divisor > most:
            return f"(i32.const {rounds})", rounds
        variable = self.new_variable()
        self.lines.append(f"(local.set {variable} (i32.add (i32.const {rounds}) (i32.div_u (local.get $p) (i32.const {divisor}))))")
        return f"(local.get {variable})", rounds + MOST_ARGUMENT // divisor

    def nest(self, depth, most):
        length, rounds = self.length(most)
        variable = self.new_variable()
        self.loops.append((variable, rounds))
        self.lines.append(f"(local.set {variable} (i32.const 0)) (block (loop")
        self.statements()
        if depth > 1:
            self.nest(depth - 1, most // rounds)
            if self.generator.random() < 0.5:
                self.statements()
        if self.generator.random() < 0.15:
            self.lines.append(f"(br_if 1 (i32.eq {self.value(1)} (i32.const {self.generator.choice([0, 1, 3, 255])})))")
            self.statements()
        more = self.generator.choice(["i32.lt_u", "i32.lt_u", "i32.lt_s", "i32.ne"])
        self.lines.append(f"(br_if 0 ({more} (local.tee {variable} (i32.add (local.get {variable}) (i32.const 1))) {length}))))")
        self.loops.pop()

    def statements(self):
        for _ in range(self.generator.randint(1, 3)):
            self.statement()

    def statement(self):
        kind = self.generator.random()
        if kind < 0.15:
            self.lines.append(f"(local.set $sum (i32.add (local.get $sum) {self.value(2)}))")
        elif kind < 0.2:
            self.lines.append(f"(local.set $sum (i32.add (local.get $sum) {self.division()}))")
        elif kind < 0.22:
            self.lines.append("(local.set $sum (i32.add (local.get $sum) (memory.grow (i32.const 0))))")
        elif kind < 0.3:
            comparison = self.generator.choice(COMPARISONS)
            self.lines.append(f"(if ({comparison} {self.value(1)} {self.value(0)}) (then {self.store()}))")
        else:
            self.lines.append(self.store())

    def division(self):
        return f"(i32.div_u {self.value(1)} (i32.sub {self.variable()} (i32.const {self.generator.randint(0, 120)})))"

    def store(self):
        size = self.generator.choice([1, 2, 4, 4])
        address, offset = self.place(size)
        if self.generator.random() < 0.4:
            value = f"(i32.add ({self.generator.choice(LOADS[size])} offset={offset} {address}) {self.value(1)})"
        else:
            value = self.value(2)
        return f"({STORES[size]} offset={offset} {address} {value})"

    def variable(self):
        return f"(local.get {self.generator.choice(self.loops)[0]})"

    def value(self, depth):
        kind = self.generator.random()
        if depth > 0 and kind < 0.5:
            return f"({self.generator.choice(OPERATIONS)} {self.value(depth - 1)} {self.value(depth - 1)})"
        if kind < 0.75:
            size = self.generator.choice([1, 2, 4, 4])
            address, offset = self.place(size)
            return f"({self.generator.choice(LOADS[size])} offset={offset} {address})"
        if kind < 0.85:
            return self.variable()
        if kind < 0.9:
            return "(local.get $p)"
        return f"(i32.const {self.generator.choice([0, 1, -1, 3, 255, 65535, 1 << 31])})"

    def place(self, size):
        """An address and an offset that is added to it, of an access of that size in one of the areas."""
        terms = []
        span = 0
        for variable, rounds in self.loops:
            stride = self.generator.choice([0, size, size, 2 * size, 8, 40, 1, rounds * size])
            if stride == 0 or span + stride * (rounds - 1) > 20000:
                continue
            span += stride * (rounds - 1)
            terms.append(f"(i32.mul (local.get {variable}) (i32.const {stride}))")
        if self.generator.random() < 0.15:
            stride = self.generator.choice([1, size, 40])
            span += stride * MOST_ARGUMENT
            terms.append(f"(i32.mul (local.get $p) (i32.const {stride}))")
        if self.generator.random() < 0.15:
            mask = self.generator.choice([1, 15, 255, 1023])
            span += mask
            terms.append(f"(i32.and (local.get $p) (i32.const {mask}))")
        begin = self.generator.choice(self.areas) + self.generator.choice([0, 0, 0, size, 2, 100])
        begin = min(begin, MEMORY_BYTES - span - size)
        if self.may_leave_memory and self.generator.random() < 0.04:
            begin = MEMORY_BYTES - self.generator.randint(0, span + size)
        offset = self.generator.choice([0, begin, self.generator.randint(0, begin)])
        return self.sum(terms, begin - offset), offset

    def sum(self, terms, constant):
        if self.generator.random() < 0.3:
            wrapping = self.generator.choice([1 << 31, 1 << 20, 0xFFFFFFF0])
            terms = terms + [f"(i32.const {wrapping})"]
            constant -= wrapping
        terms = terms + [f"(i32.const {constant & 0xFFFFFFFF})"]
        self.generator.shuffle(terms)
        result = terms[0]
        for term in terms[1:]:
            result = f"(i32.add {result} {term})"
        return result


def module(seed, may_leave_memory):
    generator = random.Random(seed)
    functions = "\n".join(Function(generator, i, may_leave_memory).text() for i in range(generator.randint(2, 5)))
    return f'(module (memory (export "memory") 1 {generator.randint(1, 2)})\n{functions})\n'
