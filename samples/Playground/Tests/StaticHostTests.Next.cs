using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    [BrowserFact]
    public async Task Next_characters_have_the_librarys_probabilities()
    {
        await using Visit visit = await Open("next");
        const string text = "the sea was calm, and my neighbour ";
        await visit.Find("text").FillAsync(text);
        float[] all = Writer.Pretrained().Predict([0, .. Letters.Ids(text)])[^Letters.Count..].ToArray();
        string best = Named(Letters.All[Array.IndexOf(all, all.Max())]);
        string[][] table =
            await visit.Table("figure", rows => rows[0][0] == best && Math.Abs(Visit.Numbers(rows[0], 1)[0] - all.Max()) < 1e-4);
        foreach (string[] row in table)
            Close.To([all[Letters.All.IndexOf(Character(row[0]))]], Visit.Numbers(row, 1)[..1]);

        await visit.Slide("temperature", 0);
        table = await visit.Table("figure", rows => rows[0][2] == "1");
        Assert.Equal("1", table[0][2]);
        Assert.All(table.Skip(1), row => Assert.Equal("0", row[2]));
        await visit.Slide("temperature", 2);
        table = await visit.Table("figure", rows => rows[1][2] != "0");
        Assert.True(Visit.Numbers(table[0], 1)[1] < Visit.Numbers(table[0], 1)[0]);
        await visit.Slide("topp", 0.05);
        table = await visit.Table("figure", rows => rows[0][2] == "1");
        Assert.Equal("1", table[0][2]);
        visit.Clean();
    }

    [BrowserFact]
    public async Task Next_writes_by_itself_and_stops()
    {
        await using Visit visit = await Open("next");
        const string start = "at noon, the ";
        await visit.Find("text").FillAsync(start);
        await visit.Slide("temperature", 0);
        await visit.Find("write").ClickAsync();
        await visit.Page.WaitForFunctionAsync("length => document.querySelector('#text').value.length >= length", start.Length + 30);
        await visit.Find("write").ClickAsync();
        await Assertions.Expect(visit.Find("write")).ToHaveTextAsync("Write");
        string written = await visit.Find("text").InputValueAsync();
        await Task.Delay(400);
        Assert.Equal(written, await visit.Find("text").InputValueAsync());

        // At temperature 0 it is what the library's greedy writing gives.
        Writer model = Writer.Pretrained();
        var greedy = new TokenSampler(Letters.Count, new SamplingOptions { Temperature = 0 });
        string native = start;
        foreach (int id in model.Generate([0, .. Letters.Ids(start)], greedy, written.Length - start.Length))
            native += Letters.All[id];
        Assert.Equal(native, written);

        await visit.Find("clear").ClickAsync();
        await visit.Find("one").ClickAsync();
        await visit.Page.WaitForFunctionAsync("() => document.querySelector('#text').value.length === 1");
        visit.Clean();
    }

    private static string Named(char character) => character switch { ' ' => "blank", '\n' => "line end", _ => character.ToString() };

    private static char Character(string name) => name switch { "blank" => ' ', "line end" => '\n', _ => name[0] };
}
