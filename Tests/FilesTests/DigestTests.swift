import Files
import Testing

@Suite struct DigestTests {
    /// Vectors of NIST's Cryptographic Algorithm Validation Program and FIPS 180-4's examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func publishedVectors(text: String, digest: String) {
        #expect(SHA256Digest.hex(of: [UInt8](text.utf8)) == digest)
        var pieces = SHA256Digest()
        for byte in text.utf8 { pieces.update([byte]) }
        #expect(pieces.hex() == digest)
    }

    @Test func chainIsTheDocumentedConstruction() {
        var chain = HashChain()
        let first = chain.append([UInt8]("one".utf8))
        #expect(first == SHA256Digest.hex(of: [UInt8]((String(repeating: "0", count: 64) + "one").utf8)))
        let second = chain.append([UInt8]("two".utf8))
        #expect(second == SHA256Digest.hex(of: [UInt8]((first + "two").utf8)))
        #expect(chain.head == second)
        #expect(chain.count == 2)
    }

    @Test func chainNoticesEveryKindOfTampering() {
        func head(_ lines: [String]) -> String {
            var chain = HashChain()
            for line in lines { chain.append([UInt8](line.utf8)) }
            return chain.head
        }
        let whole = head(["a", "b", "c"])
        #expect(head(["a", "b"]) != whole)
        #expect(head(["a", "c", "b"]) != whole)
        #expect(head(["a", "x", "c"]) != whole)
        #expect(head(["a", "b", "", "c"]) != whole)
        #expect(head(["ab", "c"]) != whole)
    }

    @Test func chainGoesOnFromAKnownHead() {
        var whole = HashChain()
        whole.append([1, 2])
        var resumed = HashChain(head: whole.head, count: whole.count)
        whole.append([3])
        resumed.append([3])
        #expect(resumed == whole)
    }
}
