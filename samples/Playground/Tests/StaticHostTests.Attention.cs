using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    [BrowserFact]
    public async Task Attention_is_the_librarys_own()
    {
        await using Visit visit = await Open("attention");
        const string text = "monday the twenty-first of july twenty fifteen";
        await visit.Find("text").FillAsync(text);
        var how = new WritingOptions { StartToken = DateText.Start, EndToken = DateText.End, MaxTokens = 14, KeepAlignment = true };
        WrittenText native =
            new EncoderDecoder(DateReader.Pretrained(), DateWriter.Pretrained()).Write(
                SequenceSet.FromTokens([DateText.Ids(text)]), how)[0];
        string written = DateText.Text(native.Tokens);
        Assert.Equal("2015-07-21", written);
        await Assertions.Expect(visit.Find("answer")).ToHaveTextAsync(written);
        string[][] table = await visit.Table("figure", rows => rows[0].Length == text.Length + 1);
        Assert.Equal(11, table.Length);
        for (int t = 0; t < table.Length; t++)
            Close.To(native.Alignment![t].AsSpan(0, text.Length).ToArray(), Visit.Numbers(table[t], 1));
        visit.Clean();
    }

    [BrowserFact]
    public async Task Attention_follows_mouse_and_keys()
    {
        await using Visit visit = await Open("attention");
        await Assertions.Expect(visit.Find("answer")).ToHaveTextAsync("1998-05-03");
        ILocator picture = visit.Find("picture"), readout = visit.Find("readout");
        await picture.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(readout).ToContainTextAsync("1 (1 of 11) looked at");
        await visit.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(readout).ToContainTextAsync("9 (2 of 11)");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(readout).ToContainTextAsync("Point at a row");
        await picture.Locator("svg").HoverAsync(new() { Position = new() { X = 150, Y = 28 + 24 * 3.5f } });
        await Assertions.Expect(readout).ToContainTextAsync("8 (4 of 11)");
        string before = await visit.Find("text").InputValueAsync();
        await visit.Find("draw").ClickAsync();
        await visit.Page.WaitForFunctionAsync("before => document.querySelector('#text').value !== before", before);
        await visit.Find("text").FillAsync("?");
        await Assertions.Expect(visit.Find("note")).ToContainTextAsync("does not know it: ?");
        await visit.Find("text").FillAsync("");
        await Assertions.Expect(visit.Find("note")).ToContainTextAsync("Type a date");
        visit.Clean();
    }
}
