namespace LstmGen.Training;

/// <summary>A node of the tree of sums: shards [First, End).</summary>
internal readonly record struct ShardRange(int First, int End)
{
    public bool IsLeaf => End - First == 1;

    public ShardRange Left => new(First, First + (End - First + 1) / 2);

    public ShardRange Right => new(First + (End - First + 1) / 2, End);
}
