using System.Diagnostics;
using System.Text;

namespace LstmGen.Training;

/// <summary>A search under way: known results, trials that wait, and results as they come.</summary>
internal sealed class SearchRun
{
    private readonly ModelSearch _search;
    private readonly SearchOptions _options;
    private readonly ITrialKind _kind;
    private readonly RankGroup _group;
    private readonly SortedDictionary<int, TrialResult> _results = [];
    private SearchFile? _file;
    private bool _resumed;

    public SearchRun(ModelSearch search, SearchOptions options, ITrialKind kind) =>
        (_search, _options, _kind, _group) = (search, options, kind, new RankGroup(options.Distribution));

    public SearchReport Run() => _group.Ranks is { } ranks ? DistributedRun.EndingAll(ranks, RunAll) : RunAll();

    private SearchReport RunAll()
    {
        RequireSameSearch();
        try
        {
            TakeUp();
            var waiting = new Queue<SearchTrial>(_search.Trials.Where(trial => !_results.ContainsKey(trial.Number)));
            bool cancelled = waiting.Count > 0
                && (_options.Parallel == 1 && _group.Ranks is null ? RunInTurn(waiting) : RunSideBySide(waiting));
            _group.RequireAll(null); // from here on rank 0 has written all results
            foreach (TrialResult result in _results.Values)
                _kind.Recorded(result.Trial);
            return new SearchReport(_search, _kind.ScoreName, _results.Values, cancelled);
        }
        finally
        {
            _file?.Dispose();
        }
    }

    private void RequireSameSearch()
    {
        if (_group.Ranks is null)
            return;
        var facts = new Dictionary<string, string>();
        DistributedRun.AddMachine(facts);
        facts["the kind of search"] = _search.Kind;
        facts["the seed"] = ValueText.Of("seed", _search.Seed);
        facts["the number of trials"] = ValueText.Of("trials", _search.Trials.Count);
        facts["the parameters"] = string.Join("; ", _search.Parameters);
        facts["the values of the last trial"] = _search.Trials[^1].ToString();
        facts["what is compared"] = _kind.ScoreName;
        _group.RequireSame(facts, "Start every rank with the same program and options.");
    }

    // Rank 0 has the file; all know what it says.
    private void TakeUp()
    {
        byte[]? known = null;
        _group.RequireAll(RankGroup.Caught(() =>
        {
            if (_options.CheckpointFolder is { } folder)
                Directory.CreateDirectory(folder);
            if (_options.Path is null || !_group.IsFirst)
                return;
            _file = SearchFile.Open(_options.Path, _search, _kind.ScoreName, _options.Resume);
            known = _file.Resumed ? Encoding.UTF8.GetBytes(string.Join('\n', _file.Lines)) : null;
        }));
        known = _group.FromFirst(known);
        _resumed = known is not null;
        string[] lines = known is null || known.Length == 0 ? [] : Encoding.UTF8.GetString(known).Split('\n');
        var again = new List<string>();
        _group.RequireAll(RankGroup.Caught(() =>
        {
            for (int i = 0; i < lines.Length; i++)
            {
                if (SearchFile.Result(_options.Path ?? "", i, lines[i], _search.Trials) is not { } result)
                    continue;
                if (result.Failed && _options.RetryFailed)
                    again.Add(lines[i]);
                else
                    _results[result.Trial.Number] = result;
            }
        }));
        _file?.Remove(again);
    }

    // On the calling thread: also where there are no other threads, as in a browser.
    private bool RunInTurn(Queue<SearchTrial> waiting)
    {
        while (waiting.TryDequeue(out SearchTrial? trial))
        {
            if (_options.CancellationToken.IsCancellationRequested || RunTrial(trial.With(_options.CancellationToken)) is not { } result)
                return true;
            Record([TrialLine.Write(result)]);
        }

        return false;
    }

    private bool RunSideBySide(Queue<SearchTrial> waiting)
    {
        using var share = new ThreadShare(_options.Parallel);
        using var crew = new TrialCrew(_options.Parallel, RunTrial, _options.CancellationToken);
        bool cancelled = false;
        while (true)
        {
            // Results and free places of all ranks, the same for each; so each knows which trials go where.
            (IReadOnlyList<TrialResult> done, Exception? failure) = crew.Take();
            _group.RequireAll(failure);
            string own = string.Join('\n', (string[])[$"{crew.Free} {crew.Running}", .. done.Select(TrialLine.Write)]);
            string[][] all = [.. _group.Gather(Encoding.UTF8.GetBytes(own)).Select(part => Encoding.UTF8.GetString(part).Split('\n'))];
            Record([.. all.SelectMany(lines => lines[1..])]);
            if (!cancelled && _group.Any(_options.CancellationToken.IsCancellationRequested))
            {
                cancelled = true;
                crew.Cancel();
            }

            int[][] places = [.. all.Select(lines => lines[0].Split(' ').Select(int.Parse).ToArray())];
            bool started = !cancelled && Assign(waiting, [.. places.Select(place => place[0])], crew);
            if (!started && places.All(place => place[1] == 0))
                return _results.Count < _search.Trials.Count;
            crew.Wait(_group.Ranks is not null);
        }
    }

    // The next trial to the rank with most free places; whether any rank was given one.
    private bool Assign(Queue<SearchTrial> waiting, int[] free, TrialCrew crew)
    {
        int own = _group.Ranks?.Rank ?? 0;
        bool started = false;
        while (waiting.Count > 0 && free.Max() > 0)
        {
            int rank = Array.IndexOf(free, free.Max());
            free[rank]--;
            SearchTrial trial = waiting.Dequeue();
            started = true;
            if (rank == own)
                crew.Start(trial);
        }

        return started;
    }

    private TrialResult? RunTrial(SearchTrial trial)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return _kind.Run(trial, _resumed) is { } result ? result with { Elapsed = Stopwatch.GetElapsedTime(start) } : null;
        }
        catch (SearchSetupException e)
        {
            throw e.InnerException!;
        }
        catch (OperationCanceledException) when (trial.CancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e)
        {
            string reason = $"{e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}";
            return new TrialResult(
                trial, double.NaN, reason, HigherIsBetter: false, 0, 0, new Dictionary<string, double>(), Stopwatch.GetElapsedTime(start));
        }
    }

    // First on the disk, then told.
    private void Record(string[] lines)
    {
        if (lines.Length == 0)
            return;
        _file?.Add(lines);
        foreach (string line in lines)
        {
            TrialResult result = TrialLine.Read(line, _search.Trials)!;
            _results.Add(result.Trial.Number, result);
            if (!_group.IsFirst)
                continue;
            _kind.Recorded(result.Trial);
            _options.Progress?.Report(result);
        }
    }
}
