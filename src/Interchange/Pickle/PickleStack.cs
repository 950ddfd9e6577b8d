namespace LstmGen.Interchange.Pickle;

/// <summary>The stack of a pickle with its marks.</summary>
internal sealed class PickleStack
{
    private readonly List<object?> _items = [];
    private readonly Stack<int> _marks = [];

    public void Push(object? value) => _items.Add(value);

    public void Mark() => _marks.Push(_items.Count);

    public object? Pop()
    {
        object? top = Peek();
        _items.RemoveAt(_items.Count - 1);
        return top;
    }

    public object? Peek() => _items.Count > (_marks.TryPeek(out int mark) ? mark : 0)
        ? _items[^1]
        : throw new FormatException("a value is taken from an empty stack");

    /// <summary>Takes all since the last mark.</summary>
    public object?[] PopMark()
    {
        if (!_marks.TryPop(out int mark))
            throw new FormatException("a mark is missing");
        object?[] items = [.. _items[mark..]];
        _items.RemoveRange(mark, items.Length);
        return items;
    }

    /// <summary>Takes the value on top, which must be a <typeparamref name="T"/>.</summary>
    public T Pop<T>(string what) =>
        Pop() is T value ? value : throw new FormatException($"{what} is expected on the stack and something else lies there");

    /// <summary>The value on top, which must be a <typeparamref name="T"/>.</summary>
    public T Peek<T>(string what) =>
        Peek() is T value ? value : throw new FormatException($"{what} is expected on the stack and something else lies there");
}
