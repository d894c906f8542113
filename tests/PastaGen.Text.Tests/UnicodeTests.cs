using System.Globalization;
using System.Text;

namespace PastaGen.Text.Tests;

/// <summary>Our Unicode tables against the runtime's, where both know a character.</summary>
public sealed class UnicodeTests
{
    [Fact]
    public void Characters_decompose_as_in_the_runtime()
    {
        Span<int> parts = stackalloc int[4];
        foreach (var rune in KnownToUnicode12())
        {
            var length = CanonicalDecomposition.Decompose(rune.Value, parts);
            var found = string.Concat(parts[..length].ToArray().Select(point => new Rune(point).ToString()));
            Assert.Equal(rune.ToString().Normalize(NormalizationForm.FormD), found);
        }
    }

    [Fact]
    public void Marks_are_put_in_canonical_order_as_in_the_runtime()
    {
        var marks = KnownToUnicode12().Where(rune => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark).ToList();
        for (var step = 1; step < 40; step++)
        {
            var text = string.Concat(marks.Select((_, i) => (i % 5 == 0 ? "á" : "") + marks[i * step * 37 % marks.Count]));
            var aligned = new AlignedText(text, 0);
            aligned.Decompose();
            Assert.Equal(text.Normalize(NormalizationForm.FormD), aligned.ToString());
        }
    }

    [Fact]
    public void All_four_forms_of_every_character_are_those_of_the_runtime()
    {
        // Added after Unicode 12.1 with compatibility decompositions: letters of modifier kind, symbols in squares and digits.
        var known = KnownToUnicode12().Where(rune => rune.Value is not ((>= 0x1CCD6 and <= 0x1CCF9) or (>= 0x1E030 and <= 0x1E06D) or (>= 0x10780 and <= 0x107BA) or (>= 0x1FBF0 and <= 0x1FBF9)
            or (>= 0xA7F1 and <= 0xA7F4) or (>= 0xAB69 and <= 0xAB6A) or 0x32FF or (>= 0x1F10D and <= 0x1F10F) or (>= 0x1F16D and <= 0x1F16F) or 0x1F16C or 0x1F1AD));
        foreach (var rune in known)
            foreach (var (form, compatibility, composed) in Forms)
                Assert.Equal(rune.ToString().Normalize(form), new UnicodeNormalizer(compatibility, composed).Normalize(rune.ToString()));
    }

    [Fact]
    public void All_four_forms_of_any_text_are_those_of_the_runtime()
    {
        string[] parts = ["a", "e", "é", "ệ", "\u0301", "\u0302", "\u0323", "\u0327", "ﬁ", "²", "한", "\u1112", "\u1161", "\u11AB", "\u11A8", "각", "가", "Å", "\u212B", "\u0958", "\u0915\u093C", "ǭ", "\u0344", "\u1D15F", "ﷺ", "Ω", "\u09C7", "\u09BE"];
        var random = new Random(20261121);
        for (var i = 0; i < 3_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, 8).Select(_ => parts[random.Next(parts.Length)]));
            foreach (var (form, compatibility, composed) in Forms)
                Assert.Equal(text.Normalize(form), new UnicodeNormalizer(compatibility, composed).Normalize(text));
        }
    }

    [Fact]
    public void The_lower_case_of_every_character_is_the_invariant_one()
    {
        for (var point = 0; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point) || point == LowerCase.CapitalIWithDot) continue;
            var rune = new Rune(point);
            // An ICU that is older than Unicode 16 leaves its new capitals alone.
            if (Rune.ToLowerInvariant(rune) != rune) Assert.Equal(Rune.ToLowerInvariant(rune).Value, LowerCase.Of(point));
        }
        int[] capitalsOfUnicode16 = [0x1C89, 0xA7CB, 0xA7CC, 0xA7DA, 0xA7DC, 0x10D50, 0x10D65];
        Assert.Equal([0x1C8A, 0x264, 0xA7CD, 0xA7DB, 0x19B, 0x10D70, 0x10D85], capitalsOfUnicode16.Select(LowerCase.Of));
        Assert.Equal(0x3C3, LowerCase.Of(0x3A3)); // Σ, at the end of a word too
        Assert.Equal(0xDF, LowerCase.Of(0x1E9E)); // ẞ
        Assert.Equal(0xAB70, LowerCase.Of(0x13A0)); // Cherokee
        Assert.Equal(0x10428, LowerCase.Of(0x10400)); // Deseret, beyond the first plane
    }

    [Fact]
    public void Sets_agree_with_the_runtimes_categories_but_for_what_later_versions_added()
    {
        var (punctuation, marks) = (0, 0);
        for (var point = 128; point <= 0x10FFFF; point++)
        {
            if (!Rune.IsValid(point)) continue;
            var category = Rune.GetUnicodeCategory(new Rune(point));
            var isPunctuation = category is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;
            if (CharacterSets.Punctuation.Contains(point)) punctuation++;
            // U+166D became a symbol and U+111C9 a mark after Unicode 8.
            if (CharacterSets.Punctuation.Contains(point) && point is not (0x166D or 0x111C9)) Assert.True(isPunctuation, $"{point:X}");
            if (isPunctuation && point < 0x600) Assert.True(CharacterSets.Punctuation.Contains(point), $"{point:X}");
            if (CharacterSets.NonspacingMarks.Contains(point)) marks++;
            // U+1734 became a spacing mark in Unicode 14, U+1171E in 16.
            if (CharacterSets.NonspacingMarks.Contains(point) && point is not (0x1734 or 0x1171E)) Assert.Equal(UnicodeCategory.NonSpacingMark, category);
        }
        for (var point = 0; point <= 0x10FFFF; point++)
            if (CharacterSets.Marks.Contains(point) && point != 0x1734)
                Assert.True(Rune.GetUnicodeCategory(new Rune(point)) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark, $"{point:X}");
        // How many each had in Unicode 8.0, without ASCII.
        Assert.Equal(1_567, marks);
        Assert.Equal(694, punctuation);
    }

    [Theory]
    [InlineData('\u00AD', true)]
    [InlineData('\u200B', true)]
    [InlineData('\uFEFF', true)]
    [InlineData('\u0085', true)]
    [InlineData('\u000B', true)]
    [InlineData('\u0000', true)]
    [InlineData('\uFFFD', true)]
    [InlineData('\uE000', true)]
    [InlineData('\uE001', false)]
    [InlineData('\t', false)]
    [InlineData('\n', false)]
    [InlineData('\u00A0', false)]
    [InlineData('\u2028', false)]
    [InlineData('\u0378', false)]
    public void Cleaning_removes_controls_and_format_characters_and_leaves_unassigned_ones(char unit, bool removed) =>
        Assert.Equal(removed, CharacterSets.Removed.Contains(unit));

    private static readonly (NormalizationForm Form, bool Compatibility, bool Composed)[] Forms =
        [(NormalizationForm.FormD, false, false), (NormalizationForm.FormKD, true, false), (NormalizationForm.FormC, false, true), (NormalizationForm.FormKC, true, true)];

    // Later versions of Unicode added characters that our table, like the peer's, does not decompose or order.
    private static IEnumerable<Rune> KnownToUnicode12() =>
        from point in Enumerable.Range(0, 0x110000)
        where Rune.IsValid(point) && (point & 0xFFFE) != 0xFFFE && point is not ((>= 0xFDD0 and <= 0xFDEF) or 0x11938 or (>= 0x1ABF and <= 0x1AFF) or (>= 0x897 and <= 0x89F) or (>= 0x8CA and <= 0x8D2)
            or 0xB55 or 0xC3C or 0xD81 or 0xECE or 0x1715 or 0x180F or 0x1DFA or 0xA82C
            or (>= 0x105C0 and <= 0x105FF) or (>= 0x10D69 and <= 0x10D6D) or (>= 0x10EAB and <= 0x10EFF) or (>= 0x10F82 and <= 0x10F85)
            or 0x11070 or (>= 0x11380 and <= 0x113FF) or (>= 0x11930 and <= 0x1195F) or (>= 0x11F00 and <= 0x11F5F)
            or (>= 0x16100 and <= 0x1613F) or (>= 0x16D40 and <= 0x16D7F) or 0x16FF0 or 0x16FF1 or (>= 0x1E08F and <= 0x1E0FF)
            or 0x1E2AE or (>= 0x1E4D0 and <= 0x1E6FF) or (>= 0x1CF00 and <= 0x1CF46))
        select new Rune(point);
}
