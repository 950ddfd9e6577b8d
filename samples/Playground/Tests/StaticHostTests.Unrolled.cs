using LstmGen.Training;
using Microsoft.Playwright;

namespace LstmGen.Samples.Playground.Tests;

public sealed partial class StaticHostTests
{
    [BrowserFact]
    public async Task Unrolled_shows_the_states_of_the_library()
    {
        await using Visit visit = await Open("unrolled");
        const string text = "the baker sold a small boat";
        await visit.Find("text").FillAsync(text);
        foreach ((string cell, IRecurrentModel model) in new (string, IRecurrentModel)[] { ("RNN", UnrolledRnn.Pretrained()),
            ("GRU", UnrolledGru.Pretrained()), ("LSTM", UnrolledLstm.Pretrained()) })
        {
            await visit.Choose("cell", cell);
            await visit.Page.Locator($"#declaration a[href$='{model.Description.Name}.txt']").WaitForAsync();
            LayerTrace trace = model.Trace(SequenceSet.FromTokens([Letters.Ids(text)]))[0];
            int width = 3 + (trace.Cell is null ? 24 : 48);
            string[][] table =
                await visit.Table("picture", rows => rows.Length == text.Length && rows[0].Length == width && First(rows, trace));
            Assert.Equal(text.Length, table.Length);
            Assert.Equal(Expected(model, text), table.Select(row => row[2]));
            for (int t = 0; t < text.Length; t++)
            {
                float[] native = [.. trace.Hidden.Skip(t * 24).Take(24), .. trace.Cell?.Skip(t * 24).Take(24) ?? []];
                Close.To(native, Visit.Numbers(table[t], 3));
            }
        }

        visit.Clean();

        static bool First(string[][] rows, LayerTrace trace) => Math.Abs(Visit.Numbers(rows[0], 3)[0] - trace.Hidden[0]) < 1e-4;
    }

    /// <summary>The likeliest next character after each one, by its name.</summary>
    private static IEnumerable<string> Expected(IRecurrentModel model, string text)
    {
        int[] ids = Letters.Ids(text);
        float[] all = model switch
        {
            UnrolledRnn rnn => rnn.Predict(ids).ToArray(),
            UnrolledGru gru => gru.Predict(ids).ToArray(),
            UnrolledLstm lstm => lstm.Predict(ids).ToArray(),
            _ => throw new ArgumentException($"model is {model.Description.Name}.", nameof(model)),
        };
        return all.Chunk(Letters.Count).Select(row => Named(Letters.All[Array.IndexOf(row, row.Max())]));
    }

    [BrowserFact]
    public async Task Unrolled_steps_plays_and_changes_length()
    {
        await using Visit visit = await Open("unrolled");
        ILocator later = visit.Page.Locator(".chain g.later"), all = visit.Page.Locator(".chain g[data-step]");
        await visit.Find("text").FillAsync("on the hill");
        await Assertions.Expect(all).ToHaveCountAsync(11);
        await visit.Find("back").ClickAsync();
        await visit.Find("back").ClickAsync();
        await Assertions.Expect(later).ToHaveCountAsync(2);
        await visit.Find("forward").ClickAsync();
        await Assertions.Expect(later).ToHaveCountAsync(1);
        await visit.Slide("step", 3);
        await Assertions.Expect(later).ToHaveCountAsync(8);
        await visit.Find("play").ClickAsync();
        await Assertions.Expect(visit.Find("play")).ToHaveTextAsync("Pause");
        await Assertions.Expect(later).ToHaveCountAsync(0);
        await Assertions.Expect(visit.Find("play")).ToHaveTextAsync("Play");
        await visit.Slide("length", 4);
        await Assertions.Expect(all).ToHaveCountAsync(4);
        visit.Clean();
    }

    [BrowserFact]
    public async Task Unrolled_says_what_it_cannot_read()
    {
        await using Visit visit = await Open("unrolled");
        await visit.Find("text").FillAsync("Größe 5");
        await Assertions.Expect(visit.Find("note")).ToContainTextAsync("öß5");
        await visit.Find("text").FillAsync("");
        await Assertions.Expect(visit.Find("note")).ToContainTextAsync("Type a text");
        await visit.Find("text").FillAsync("a");
        await Assertions.Expect(visit.Page.Locator(".chain g[data-step]")).ToHaveCountAsync(1);
        visit.Clean();
    }
}
