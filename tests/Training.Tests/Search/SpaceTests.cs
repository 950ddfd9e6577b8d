using System.Globalization;
using Xunit;

namespace LstmGen.Training.Tests;

/// <summary>Which trials a search has, and which spaces are refused.</summary>
public class SpaceTests
{
    [Fact]
    public void A_grid_has_every_combination_once_in_order()
    {
        SearchParameter<string> kind = SearchParameter.Choice("kind", "a", "b");
        SearchParameter<int> count = SearchParameter.Integer("count", 2, 6, step: 2);
        var grid = new GridSearch([kind, count]);
        Assert.Equal(
            [("a", 2), ("a", 4), ("a", 6), ("b", 2), ("b", 4), ("b", 6)],
            grid.Trials.Select(trial => (trial.Get(kind), trial.Get(count))));
        Assert.Equal([1, 2, 3, 4, 5, 6], grid.Trials.Select(trial => trial.Number));
        Assert.Equal("kind b, count 4", grid.Trials[4].ToString());
    }

    [Fact]
    public void Points_of_ranges_lie_at_equal_distances_and_factors()
    {
        SearchParameter<double> share = SearchParameter.Uniform("share", 0, 1, points: 5),
            rate = SearchParameter.LogUniform("rate", 1e-4, 1e-1, points: 4);
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], new GridSearch([share]).Trials.Select(trial => trial.Get(share)));
        Assert.Equal([1e-4, 1e-3, 1e-2, 1e-1], new GridSearch([rate]).Trials.Select(trial => trial.Get(rate)));
    }

    [Fact]
    public void A_random_search_draws_the_same_trials_whatever_their_number()
    {
        SearchParameter<double> rate = SearchParameter.LogUniform("rate", 1e-5, 1);
        SearchParameter<int> size = SearchParameter.Choice("size", 1, 2, 3, 4, 5);
        var few = new RandomSearch([rate, size], 5, seed: 3);
        var many = new RandomSearch([rate, size], 50, seed: 3);
        Assert.Equal(
            few.Trials.Select(trial => (trial.ToString(), trial.Seed)),
            many.Trials.Take(5).Select(trial => (trial.ToString(), trial.Seed)));
        Assert.NotEqual(
            few.Trials.Select(trial => trial.ToString()),
            new RandomSearch([rate, size], 5, seed: 4).Trials.Select(trial => trial.ToString()));
        Assert.Equal(50, many.Trials.Select(trial => trial.Seed).Distinct().Count());
    }

    [Fact]
    public void Drawn_numbers_fill_their_ranges()
    {
        SearchParameter<double> plain = SearchParameter.Uniform("plain", -2, 6), rate = SearchParameter.LogUniform("rate", 1e-4, 1);
        SearchParameter<int> whole = SearchParameter.Integer("whole", -1, 1), odd = SearchParameter.Integer("odd", 1, 8, step: 2);
        IReadOnlyList<SearchTrial> trials = new RandomSearch([plain, rate, whole, odd], 4000, seed: 1).Trials;
        Assert.All(trials, trial => Assert.InRange(trial.Get(plain), -2, 6));
        Assert.All(trials, trial => Assert.InRange(trial.Get(rate), 1e-4, 1));
        Assert.Equal(2, trials.Average(trial => trial.Get(plain)), 0.15); // 8 / sqrt(12 * 4000) = 0.037 is one deviation
        Assert.Equal(-2, trials.Average(trial => Math.Log10(trial.Get(rate))), 0.08); // 4 / sqrt(12 * 4000) = 0.018
        Assert.All(new[] { -1, 0, 1 }, value => Assert.InRange(trials.Count(trial => trial.Get(whole) == value), 1200, 1470));
        Assert.Equal([1, 3, 5, 7], trials.Select(trial => trial.Get(odd)).Distinct().Order());
        Assert.All(trials, trial => Assert.Equal(trial.Get(rate), double.Parse(trial.Values["rate"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Choices_may_be_anything_under_a_name_and_null()
    {
        SearchParameter<double?> clip = SearchParameter.Choice<double?>("clip", null, 1.5);
        SearchParameter<Func<int, int>> function =
            SearchParameter.NamedChoice<Func<int, int>>("function", ("double", x => 2 * x), ("square", x => x * x));
        IReadOnlyList<SearchTrial> trials = new GridSearch([clip, function]).Trials;
        Assert.Equal(
            ["clip none, function double", "clip none, function square", "clip 1.5, function double", "clip 1.5, function square"],
            trials.Select(trial => trial.ToString()));
        Assert.Null(trials[0].Get(clip));
        Assert.Equal(1.5, trials[3].Get(clip));
        Assert.Equal([10, 25], trials.Take(2).Select(trial => trial.Get(function)(5)));
    }

    [Fact]
    public void A_space_that_makes_no_sense_is_refused_with_its_name()
    {
        SearchParameter<int> one = SearchParameter.Choice("batch", 8);
        AssertRefused(
            "'rate' ends at 0.1; give a finite number above its beginning, 0.1.", () => SearchParameter.LogUniform("rate", 0.1, 0.1));
        AssertRefused(
            "'rate' begins at 0; give a finite number above 0, since its logarithm is drawn.",
            () => SearchParameter.LogUniform("rate", 0, 1));
        AssertRefused("'rate' begins at NaN; give a finite number.", () => SearchParameter.Uniform("rate", double.NaN, 1));
        AssertRefused(
            "'rate' has 1 points; give at least 2, or null for a range that no grid uses.", () => SearchParameter.Uniform("rate", 0, 1, 1));
        AssertRefused("'units' ends at 1; give at least its beginning, 2.", () => SearchParameter.Integer("units", 2, 1));
        AssertRefused("'units' has a step of 0; give at least 1.", () => SearchParameter.Integer("units", 1, 2, 0));
        AssertRefused("'batch' has no value to choose. Give at least one.", () => SearchParameter.Choice<int>("batch"));
        AssertRefused("'batch' has the value '8' 2 times. Give each once.", () => SearchParameter.Choice("batch", 8, 16, 8));
        AssertRefused("Value 1 of 'model' has no name. Give each one.", () => SearchParameter.NamedChoice("model", ("a", 1), (" ", 2)));
        AssertRefused(
            "'schedule' has a value of type CosineDecay, which has no text by which a file of results could know it. Name each value",
            () => SearchParameter.Choice("schedule", new CosineDecay(3)));
        AssertRefused(
            "2 parameters are called 'batch'. Give each a name of its own.",
            () => new GridSearch([one, SearchParameter.Choice("batch", 16)]));
        AssertRefused("parameters is empty; there is nothing to vary.", () => new GridSearch([]));
        AssertRefused("parameters[1] is null. Leave it out.", () => new RandomSearch([one, null!], 3));
        AssertRefused(
            "'rate' is a range, log-uniform 0.01 to 1, of which a grid needs single values. Say how many by points, or use RandomSearch.",
            () => new GridSearch([one, SearchParameter.LogUniform("rate", 0.01, 1)]));
        AssertRefused(
            "There are more than 1,000,000 combinations with the values of 'b'. Give fewer values, or use RandomSearch.",
            () => new GridSearch([SearchParameter.Integer("a", 1, 1001), SearchParameter.Integer("b", 1, 1000)]));
        AssertRefused("trials is 0; give 1 to 1,000,000.", () => new RandomSearch([one], 0));
        AssertRefused(
            "The search does not vary this 'batch', but 'batch'. Give the search the same object.",
            () => new GridSearch([one]).Trials[0].Get(SearchParameter.Choice("batch", 8)));
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        var grid = new GridSearch([SearchParameter.Choice("x", 1)]);
        void Refused(string message, SearchOptions options) => AssertRefused(message, () => grid.Run(trial => 1.0, options));
        Refused("Parallel is 0; give 1 to 1024", new() { Parallel = 0 });
        Refused("Resume is true, but Path is null: there is no file to go on from. Give one.", new() { Resume = true });
        Refused("CheckpointFolder needs a file that says which trials are finished, but Path is null. Give one.", new()
        {
            CheckpointFolder = "x"
        });
        Refused("Path is empty. Give a file, or null for none.", new() { Path = "" });
        Refused("CheckpointInterval is 00:00:01. Give a time above 0 together with CheckpointFolder, or null.", new()
        {
            CheckpointInterval = TimeSpan.FromSeconds(1)
        });
        Refused("Metric is 'accuracy', but the function itself measures. Leave it out.", new() { Metric = "accuracy" });
        Refused("Path: the folder '/nowhere/at/all' does not exist.", new() { Path = "/nowhere/at/all/x.jsonl" });
    }

    private static void AssertRefused(string message, Func<object> make) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
}
