using LstmGen.Generator.Planning;
using LstmGen.Generator.Text;

namespace LstmGen.Generator.Layers;

/// <summary>The function of a layer's outputs; the members and their order are those of the attribute's enumeration.</summary>
internal enum LayerActivation
{
    None,
    Relu,
    Tanh,
    Sigmoid,
}
