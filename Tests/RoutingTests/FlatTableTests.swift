import Routing
import Testing

/// Tables in memory of their own, against arrays.
@Suite("Flat tables")
struct FlatTableTests {
    /// Counts how many values are alive.
    private final class Census {
        var alive = 0
    }

    /// A value that cannot be copied and says when it goes.
    private struct Counted: ~Copyable {
        let census: Census
        let number: Int

        init(_ census: Census, _ number: Int) {
            self.census = census
            self.number = number
            census.alive += 1
        }

        deinit { census.alive -= 1 }
    }

    @Test("A long random history leaves what an array has", arguments: [1, 2, 3] as [UInt64])
    func history(seed: UInt64) {
        var random = TestBits(seed: seed)
        var table = FlatTable<Int>()
        var array: [Int] = []
        for step in 0..<20_000 {
            switch random.below(8) {
            case 0..<4:
                table.append(step)
                array.append(step)
            case 4..<6:
                let (found, expected) = (table.removeLast(), array.popLast())
                #expect(found == expected)
            case 6:
                guard !array.isEmpty else { continue }
                let place = random.below(array.count)
                table[place] += 1_000_000
                array[place] += 1_000_000
            default:
                // Sometimes less than there is, which changes nothing; sometimes several times as much.
                let size = array.count < 3000 ? random.below(2 * array.count + 3) : 0
                table.grow(to: size, filling: -step)
                while array.count < size { array.append(-step) }
            }
            guard table.count == array.count else {
                Issue.record("\(table.count) values instead of \(array.count) at step \(step)")
                return
            }
        }
        let left = (0..<table.count).map { table[$0] }
        #expect(left == array)
        #expect(array.count > 100, "the history was too dull")
    }

    @Test("Tables of equal values and of collections; an empty one gives nil")
    func made() {
        let equal = FlatTable(repeating: 7, count: 5)
        let sevens = (0..<equal.count).map { equal[$0] }
        #expect(sevens == [7, 7, 7, 7, 7])
        let squares = FlatTable((0..<100).map { $0 * $0 })
        let (count, last) = (squares.count, squares[99])
        #expect(count == 100 && last == 9801)
        var none = FlatTable<Int>([])
        let nothing = none.removeLast()
        #expect(nothing == nil)
        let empty = FlatTable(repeating: 7, count: 0)
        let zero = empty.count
        #expect(zero == 0)
    }

    @Test("Every value is moved as the table grows and goes once, none twice")
    func owned() {
        let census = Census()
        do {
            var table = FlatTable<Counted>()
            for number in 0..<1000 { table.append(Counted(census, number)) }
            #expect(census.alive == 1000)
            let order = (0..<1000).allSatisfy { table[$0].number == $0 }
            #expect(order)
            for _ in 0..<300 { _ = table.removeLast() }
            #expect(census.alive == 700)
        }
        #expect(census.alive == 0)
    }

    @Test("An index past the end, or below 0, stops the program")
    func bounds() async {
        await #expect(processExitsWith: .failure) {
            let table = FlatTable([1, 2, 3])
            _ = table[3]
        }
        await #expect(processExitsWith: .failure) {
            var table = FlatTable([1, 2, 3])
            table[-1] = 4
        }
        // The memory is there, but not the value.
        await #expect(processExitsWith: .failure) {
            var table = FlatTable([1, 2, 3])
            _ = table.removeLast()
            table[2] = 4
        }
    }
}
