using System.Buffers.Binary;
using System.Text;
using LstmGen.Data;

namespace LstmGen.Fuzz;

/// <summary>Changes whole files a little: bytes, words of the format, lines; the same for the same seed.</summary>
public sealed class Mutator(FuzzTarget target, long seed)
{
    private const int MaxLength = 1 << 14;
    // A structure: it must not be read-only, or every draw would be the first.
    private SeededRandom _random = new(seed);

    public byte[] Next()
    {
        var source = target.Seeds[_random.NextInt(target.Seeds.Count)];
        var isPrefixed = target.Name is "safetensors" or "model file" or "checkpoint";
        var bytes = new List<byte>(isPrefixed ? source[8..] : source);
        var changes = 1 + _random.NextInt(4);
        for (var i = 0; i < changes; i++)
            Change(bytes, isPrefixed ? (int)BinaryPrimitives.ReadInt64LittleEndian(source) : bytes.Count);
        if (bytes.Count > MaxLength)
            bytes.RemoveRange(MaxLength, bytes.Count - MaxLength);
        if (!isPrefixed)
            return [.. bytes];

        // The header's length is made right again, mostly, so that what was changed in it is reached.
        var length = BinaryPrimitives.ReadInt64LittleEndian(source) + bytes.Count + 8 - source.Length;
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(prefix, _random.NextInt(10) == 0 ? _random.NextInt(1 << 20) : length);
        return [.. prefix, .. bytes];
    }

    private void Change(List<byte> bytes, int structured)
    {
        var at = _random.NextInt(Math.Max(1, _random.NextInt(8) == 0 ? bytes.Count : Math.Min(structured, bytes.Count)));
        at = Math.Min(at, bytes.Count);
        var length = Math.Min(bytes.Count - at, 1 + _random.NextInt(12));
        switch (_random.NextInt(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] = (byte)_random.NextInt(256);
                break;
            case 1 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << _random.NextInt(8));
                break;
            case 2:
                bytes.InsertRange(at, Word());
                break;
            case 3:
                bytes.RemoveRange(at, length);
                bytes.InsertRange(at, Word());
                break;
            case 4:
                bytes.RemoveRange(at, length);
                break;
            case 5:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 6:
                Repeat(bytes, at, length);
                break;
            case 7:
                Line(bytes);
                break;
            default:
                var other = target.Seeds[_random.NextInt(target.Seeds.Count)];
                var from = _random.NextInt(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(other.Length - from, 64)).ToArray());
                break;
        }
    }

    private byte[] Word() => Encoding.UTF8.GetBytes(target.Words[_random.NextInt(target.Words.Count)]);

    private void Repeat(List<byte> bytes, int at, int length)
    {
        var part = bytes.GetRange(at, length);
        for (var count = 1 << _random.NextInt(10); count > 0 && bytes.Count < MaxLength; count--)
            bytes.InsertRange(at, part);
    }

    /// <summary>Repeats, moves or removes a line.</summary>
    private void Line(List<byte> bytes)
    {
        var lines = Encoding.Latin1.GetString([.. bytes]).Split('\n').ToList();
        var line = _random.NextInt(lines.Count);
        var text = lines[line];
        if (_random.NextInt(2) == 0)
            lines.RemoveAt(line);
        if (_random.NextInt(3) != 0)
            lines.Insert(_random.NextInt(lines.Count + 1), text);
        bytes.Clear();
        bytes.AddRange(Encoding.Latin1.GetBytes(string.Join('\n', lines)));
    }
}
