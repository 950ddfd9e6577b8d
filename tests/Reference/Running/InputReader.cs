using LstmGen.Reference.Autodiff;
using LstmGen.Reference.Models;

namespace LstmGen.Reference.Running;

/// <summary>Turns a batch into sequences: slices of the features, or looked-up vectors.</summary>
internal static class InputReader
{
    public static (Sequences Sequences, Var? Features) Read(RunContext run)
    {
        CheckLengths(run.Data);
        return run.Model.Input switch
        {
            FeaturesInput features => Features(run, features),
            EmbeddingInput embedding => (Embedding(run, embedding), null),
            _ => throw new InvalidOperationException($"There is no input {run.Model.Input}."),
        };
    }

    private static (Sequences Sequences, Var Features) Features(RunContext run, FeaturesInput input)
    {
        var data = run.Data;
        int count = data.Batch * data.Time * input.Size;
        if (data.Values?.Length != count)
            throw new ArgumentException(
                $"Values has {data.Values?.Length} elements instead of {count}, [{data.Batch}, {data.Time}, {input.Size}].");
        if ((data.Static?.Length ?? 0) != data.Batch * input.Static)
            throw new ArgumentException(
                $"Static has {data.Static?.Length} elements instead of {data.Batch * input.Static}, [{data.Batch}, {input.Static}].");
        var all = run.Tape.Leaf(data.Values);
        var statics = input.Static > 0 ? run.Tape.Leaf(data.Static) : null;
        return (Rows(data, position =>
        {
            var step = run.Tape.Row(all, position, input.Size);
            if (statics is not null)
                step = run.Tape.Concatenate(step, run.Tape.Row(statics, position / data.Time, input.Static));
            return input.Columns.Count == 0 ? step : Joined(run, input, step);
        }), all);
    }

    // The values of a step, with a vector in place of each category.
    private static Var Joined(RunContext run, FeaturesInput input, Var step)
    {
        var prefixes = input.Prefixes;
        return run.Tape.Concatenate([.. Enumerable.Range(0, input.Count).Select(column =>
        {
            int at = input.Columns.ToList().FindIndex(one => one.Column == column);
            if (at < 0)
                return run.Tape.Slice(step, column, 1);
            var (embedded, table) = (input.Columns[at], run.Parameter($"{prefixes[at]}.weight"));
            double value = step.Value[column];
            if (value != Math.Floor(value) || value < 0 || value >= embedded.Vocabulary)
                throw new ArgumentException($"Category {value} in column {column} is none of 0 to {embedded.Vocabulary - 1}.");
            return (int)value == embedded.PaddingIndex
                ? run.Tape.Leaf(table.Value.AsSpan((int)value * embedded.Size, embedded.Size))
                : run.Tape.Row(table, (int)value, embedded.Size);
        })]);
    }

    private static Sequences Embedding(RunContext run, EmbeddingInput input)
    {
        var data = run.Data;
        if (data.Ids?.Length != data.Batch * data.Time)
            throw new ArgumentException(
                $"Ids has {data.Ids?.Length} elements instead of {data.Batch * data.Time}, [{data.Batch}, {data.Time}].");
        var table = run.Parameter($"{input.Prefix}.weight");
        return Rows(data, position =>
        {
            int id = data.Ids[position];
            if (id < 0 || id >= input.Vocabulary)
                throw new ArgumentException($"Id {id} at position {position} is outside 0 to {input.Vocabulary - 1}.");
            // A copy in place of a slice cuts the gradient of the padding vector.
            var vector = id == input.PaddingIndex
                ? run.Tape.Leaf(table.Value.AsSpan(id * input.Size, input.Size))
                : run.Tape.Row(table, id, input.Size);
            return run.Masked(vector, input.Prefix, position);
        });
    }

    private static Sequences Rows(ReferenceData data, Func<int, Var> read) => new(
        [.. Enumerable.Range(0, data.Batch).Select(row =>
            Enumerable.Range(row * data.Time, data.LengthOf(row)).Select(read).ToList())],
        data.Time);

    private static void CheckLengths(ReferenceData data)
    {
        for (int row = 0; row < data.Batch; row++)
        {
            if (data.LengthOf(row) < 1 || data.LengthOf(row) > data.Time)
                throw new ArgumentException($"Row {row} has length {data.LengthOf(row)}; lengths are 1 to {data.Time}.");
        }
    }
}
