using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    [BrowserFact]
    public async Task Gates_step_as_the_librarys_stream_does()
    {
        await using Visit visit = await Open("gates");
        OneCell.Stream stream = GatesPage.Model([double.NaN, double.NaN, double.NaN, double.NaN]).CreateStream();
        var h = new float[1];
        var native = new List<float>();
        foreach (double x in new[] { 1, -0.5, 1.75 })
        {
            await visit.Slide("gate-x", x);
            await visit.Find("forward").ClickAsync();
            stream.Step([(float)x], h);
            native.Add(h[0]);
            await visit.Table("path", rows => rows.Length == native.Count);
        }

        string[][] table = await visit.Table("path");
        Close.To(native, [.. table.Select(row => Visit.Numbers(row, 1)[1])]);
        visit.Clean();
    }

    [BrowserFact]
    public async Task Gates_that_are_forced_decide()
    {
        await using Visit visit = await Open("gates");
        await visit.Find("forward").ClickAsync();
        float kept = Visit.Numbers((await visit.Table("path"))[0], 1)[0];
        Assert.True(kept > 0.1f);

        // A forget gate of 1 and an input gate of 0 keep the cell as it is.
        await visit.Slide("gate-f", 1);
        await visit.Slide("gate-i", 0);
        await visit.Slide("gate-o", 0.25);
        Assert.True(await visit.Find("force-f").IsCheckedAsync());
        await visit.Find("ten").ClickAsync();
        string[][] table = await visit.Table("path", rows => rows.Length == 11);
        Assert.Equal(11, table.Length);
        Close.To([kept, 0.25f * MathF.Tanh(kept)], Visit.Numbers(table[10], 1));

        // A forget gate of 0 and a forced candidate leave the candidate alone.
        await visit.Slide("gate-f", 0);
        await visit.Slide("gate-i", 1);
        await visit.Slide("gate-g", -0.5);
        await visit.Find("forward").ClickAsync();
        table = await visit.Table("path", rows => rows.Length == 12);
        Close.To([-0.5f], Visit.Numbers(table[11], 1)[..1]);

        await visit.Find("reset").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#path tbody tr")).ToHaveCountAsync(0);
        visit.Clean();
    }
}
