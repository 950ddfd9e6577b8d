using LstmGen.Generator.Planning;

namespace LstmGen.Generator.Layers.Recurrent;

/// <summary>The buffers and copies of weights of a class of passes, under their names there.</summary>
/// <param name="scope">The class's members.</param>
/// <param name="direction">The direction that the class is written for.</param>
internal sealed class ScopedMemory(LayerScope scope, RecurrentDirection direction) : LayerMemory
{
    private readonly List<BufferPlan> _buffers = [];
    private readonly List<PackedPlan> _packed = [];

    /// <summary>The buffers, which each of its objects has.</summary>
    public IReadOnlyList<BufferPlan> Buffers => _buffers;

    /// <summary>The copies of weights.</summary>
    public IReadOnlyList<PackedPlan> Packed => _packed;

    /// <inheritdoc/>
    public override void Buffer(BufferPlan buffer)
    {
        string name = buffer.Name.Substring(direction.Name.Length);
        scope.Own(name);
        _buffers.Add(buffer with { Name = name });
    }

    /// <inheritdoc/>
    public override void Pack(PackedPlan packed) => _packed.Add(packed with { Name = packed.Name.Substring(direction.Name.Length) });

    /// <inheritdoc/>
    public override TimeLength Length(string time) => TimeLength.Input;

    /// <inheritdoc/>
    protected override string Flag(string property) => "ws." + property;
}
