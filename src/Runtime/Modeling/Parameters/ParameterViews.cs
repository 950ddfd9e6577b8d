using System.ComponentModel;

namespace LstmGen.CompilerServices;

/// <summary>
/// Access to the parameters of a model by their numbers; the generator derives one class per model, with a property for each.
/// </summary>
/// <param name="store">The parameters.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class ParameterViews(ParameterStore store)
{
    /// <summary>A parameter where it lies; what is assigned takes its place at once.</summary>
    /// <param name="parameter">Its number in <see cref="ModelDescription.Parameters"/>.</param>
    protected ReadOnlySpan<float> this[int parameter]
    {
        get
        {
            ParameterInfo info = store.Description.Parameters[parameter];
            return store.Read().Slice(info.Offset, info.Length);
        }

        set => store.Set(store.Description.Parameters[parameter].Name, value);
    }
}
