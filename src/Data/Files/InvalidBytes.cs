using System.Text;

namespace LstmGen.Data;

/// <summary>
/// Puts <see cref="Sign"/> where bytes cannot be decoded, so that the row is known when the reader arrives there, and keeps
/// the first such bytes.
/// </summary>
internal sealed class InvalidBytes : DecoderFallback
{
    /// <summary>A code point that Unicode gives to no character.</summary>
    public const char Sign = '\uFFFF';

    /// <summary>The first bytes that could not be decoded, or null.</summary>
    public byte[]? First { get; private set; }

    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(this);

    private sealed class Buffer(InvalidBytes owner) : DecoderFallbackBuffer
    {
        private bool _left;

        public override int Remaining => _left ? 1 : 0;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            owner.First ??= [.. bytesUnknown];
            return _left = true;
        }

        public override char GetNextChar()
        {
            var next = _left ? Sign : '\0';
            _left = false;
            return next;
        }

        public override bool MovePrevious() => false;

        public override void Reset() => _left = false;
    }
}
