using System.Globalization;
using System.Numerics;
using System.Text;

namespace LstmGen.Interchange.Pickle;

/// <summary>
/// Reads the subset of Python's pickle that plain data and PyTorch's <c>state_dict</c> need. A pickle is a program; this reader runs only
/// operations that build lists, tuples, dictionaries, texts and numbers, and calls only what <see cref="IPickleObjects"/> allows by name.
/// </summary>
/// <param name="bytes">The pickle.</param>
/// <param name="objects">What its names mean.</param>
/// <param name="most">Lists, tuples, dictionaries and entries of called functions that it may make, and values that it may remember. One
/// takes a byte or two of the file and many times as much memory.</param>
internal sealed class PickleReader(ByteReader bytes, IPickleObjects objects, int most = PickleReader.Most)
{
    /// <summary>Far more than weights need, which take some for each tensor; less memory than a machine has.</summary>
    public const int Most = 1 << 23;

    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly PickleStack _stack = new();
    private readonly Dictionary<int, object?> _memo = [];
    private long _made;

    /// <summary>The value of the next pickle.</summary>
    /// <exception cref="FormatException">It is malformed, or asks for something that is not read.</exception>
    public object? Read()
    {
        while (true)
        {
            var opcode = (PickleOpcode)bytes.Byte();
            if (opcode == PickleOpcode.Stop)
                return _stack.Pop();
            Run(opcode);
        }
    }

    private void Run(PickleOpcode opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Proto: Protocol(bytes.Byte()); break;
            case PickleOpcode.Frame: bytes.Int64(); break;
            case PickleOpcode.Mark: _stack.Mark(); break;
            case PickleOpcode.Pop: _stack.Pop(); break;
            case PickleOpcode.PopMark: _stack.PopMark(); break;
            case PickleOpcode.Dup: _stack.Push(_stack.Peek()); break;

            case PickleOpcode.None: _stack.Push(null); break;
            case PickleOpcode.NewTrue: _stack.Push(true); break;
            case PickleOpcode.NewFalse: _stack.Push(false); break;
            case PickleOpcode.BinInt: _stack.Push((long)bytes.Int32()); break;
            case PickleOpcode.BinInt1: _stack.Push((long)bytes.Byte()); break;
            case PickleOpcode.BinInt2: _stack.Push((long)bytes.UInt16()); break;
            case PickleOpcode.Int: _stack.Push(IntLine(bytes.Line())); break;
            case PickleOpcode.Long: PushNumber(
                BigInteger.Parse(bytes.Line().TrimEnd('L'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)); break;
            case PickleOpcode.Long1: PushNumber(new BigInteger(bytes.Bytes(bytes.Byte()))); break;
            case PickleOpcode.Long4: PushNumber(new BigInteger(bytes.Bytes(AtMost(bytes.Int32(), 1024)))); break;
            case PickleOpcode.BinFloat: _stack.Push(bytes.DoubleBigEndian()); break;
            case PickleOpcode.Float: _stack.Push(double.Parse(bytes.Line(), CultureInfo.InvariantCulture)); break;

            case PickleOpcode.ShortBinUnicode: _stack.Push(Text(bytes.Byte())); break;
            case PickleOpcode.BinUnicode: _stack.Push(Text((uint)bytes.Int32())); break;
            case PickleOpcode.BinUnicode8: _stack.Push(Text(bytes.Int64())); break;
            // A str of Python 2: bytes that are read as Latin-1, as PyTorch does for its own names.
            case PickleOpcode.ShortBinString: _stack.Push(Encoding.Latin1.GetString(bytes.Bytes(bytes.Byte()))); break;
            case PickleOpcode.BinString: _stack.Push(Encoding.Latin1.GetString(bytes.Bytes(bytes.Int32()))); break;
            case PickleOpcode.ShortBinBytes: _stack.Push(bytes.Bytes(bytes.Byte())); break;
            case PickleOpcode.BinBytes: _stack.Push(bytes.Bytes((uint)bytes.Int32())); break;
            case PickleOpcode.BinBytes8: _stack.Push(bytes.Bytes(bytes.Int64())); break;

            case PickleOpcode.EmptyTuple: _stack.Push(PickleTuple.Empty); break;
            case PickleOpcode.Tuple1: _stack.Push(Tuple(1)); break;
            case PickleOpcode.Tuple2: _stack.Push(Tuple(2)); break;
            case PickleOpcode.Tuple3: _stack.Push(Tuple(3)); break;
            case PickleOpcode.Tuple: _stack.Push(Made(new PickleTuple(_stack.PopMark()))); break;
            case PickleOpcode.EmptyList or PickleOpcode.EmptySet: _stack.Push(Made(new PickleList())); break;
            case PickleOpcode.List: { object?[] items = _stack.PopMark(); _stack.Push(Made(new PickleList())); AddAll(items); break; }
            case PickleOpcode.Append: AddAll([_stack.Pop()]); break;
            case PickleOpcode.Appends or PickleOpcode.AddItems: AddAll(_stack.PopMark()); break;
            case PickleOpcode.EmptyDict: _stack.Push(Made(new PickleDict())); break;
            case PickleOpcode.Dict: { object?[] items = _stack.PopMark(); _stack.Push(Made(new PickleDict())); SetAll(items); break; }
            case PickleOpcode.SetItem: { object? value = _stack.Pop(); SetAll([_stack.Pop(), value]); break; }
            case PickleOpcode.SetItems: SetAll(_stack.PopMark()); break;

            case PickleOpcode.BinPut: Remember(bytes.Byte()); break;
            case PickleOpcode.LongBinPut: Remember(bytes.Int32()); break;
            case PickleOpcode.Memoize: Remember(_memo.Count); break;
            case PickleOpcode.BinGet: _stack.Push(Remembered(bytes.Byte())); break;
            case PickleOpcode.LongBinGet: _stack.Push(Remembered(bytes.Int32())); break;

            case PickleOpcode.Global: _stack.Push(Allowed(new PickleGlobal(bytes.Line(), bytes.Line()))); break;
            case PickleOpcode.StackGlobal: { string name = _stack.Pop<string>("a name"); _stack.Push(
                Allowed(new PickleGlobal(_stack.Pop<string>("a module"), name))); break; }
            case PickleOpcode.BinPersId: _stack.Push(objects.Persistent(_stack.Pop())); break;
            case PickleOpcode.Reduce: { var arguments = _stack.Pop<PickleTuple>("a tuple of arguments"); _stack.Push(
                Called(_stack.Pop<PickleGlobal>("a function"), arguments)); break; }
            // Attributes of a dictionary, such as the _metadata of a state_dict; they hold no weights.
            case PickleOpcode.Build: _stack.Pop(); _stack.Peek<PickleDict>("a dictionary whose attributes are set"); break;
            default: throw new FormatException(
                $"operation 0x{(byte)opcode:x2} at byte {bytes.Position - 1} is not one that plain weights need");
        }
    }

    private static void Protocol(byte version)
    {
        if (version is < 2 or > 5)
            throw new FormatException($"the pickle protocol is {version}; 2 to 5 are read");
    }

    private static object IntLine(string text) => text switch
    {
        "00" => false,
        "01" => true,
        _ => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
    };

    /// <summary>A number of any size, as a long where it is one.</summary>
    private void PushNumber(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
            _stack.Push((long)value);
        else
            _stack.Push(value);
    }

    private static int AtMost(int value, int limit) =>
        value <= limit ? value : throw new FormatException($"a number of {value} bytes is announced; at most {limit} are read");

    private string Text(long length) => StrictUtf8.GetString(bytes.Bytes(length));

    private PickleTuple Tuple(int count)
    {
        var items = new object?[count];
        for (int i = count; i-- > 0;)
            items[i] = _stack.Pop();
        return Made(new PickleTuple(items));
    }

    private void AddAll(object?[] items) => _stack.Peek<PickleList>("a list").Items.AddRange(items);

    private void SetAll(object?[] items)
    {
        if (items.Length % 2 != 0)
            throw new FormatException("a dictionary has a key without a value");
        var dictionary = _stack.Peek<PickleDict>("a dictionary");
        for (int i = 0; i < items.Length; i += 2)
            dictionary.Set(items[i], items[i + 1]);
    }

    // A dictionary is made of a list of pairs, which may be there once and be read many times.
    private object? Called(PickleGlobal function, PickleTuple arguments)
    {
        Count(1 + (arguments is { Count: > 0 } && arguments[0] is PickleList list ? list.Items.Count : 0));
        return objects.Call(function, arguments);
    }

    private T Made<T>(T value)
    {
        Count(1);
        return value;
    }

    private void Count(long more)
    {
        if ((_made += more) > most)
            throw TooMany("makes", "lists, tuples and dictionaries");
    }

    private void Remember(int key)
    {
        _memo[key] = _stack.Peek();
        if (_memo.Count > most)
            throw TooMany("remembers", "values");
    }

    private FormatException TooMany(string does, string what) => new($"it {does} more than {most} {what}, and weights need some for each "
        + "tensor; save the weights alone, torch.save(model.state_dict(), path)");

    private object? Remembered(int key) =>
        _memo.TryGetValue(key, out object? value) ? value : throw new FormatException($"value {key} is used before it is stored");

    private PickleGlobal Allowed(PickleGlobal global) => objects.Allows(global, out string advice)
        ? global
        : throw new FormatException(
            $"it asks Python for '{InterchangeException.Printable(global.ToString())}', which is not loaded: {advice}");
}
