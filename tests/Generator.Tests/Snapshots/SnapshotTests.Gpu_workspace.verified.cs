        /// <summary>What one caller needs to compute on the device; T steps, B rows.</summary>
        public sealed class Workspace : gen::DeviceWorkspace
        {
            internal Workspace(GpuModel model, bool training)
                : base(model, training)
            {
                Lstm0H = new gen::DeviceBuffer(model.Device);
                Lstm0C = new gen::DeviceBuffer(model.Device);
                Lstm0CellGradient = new gen::DeviceBuffer(model.Device);
                Lstm0Gates = new gen::DeviceBuffer(model.Device);
                Lstm0HiddenGradient = new gen::DeviceBuffer(model.Device);
                Lstm0OutputGradient = new gen::DeviceBuffer(model.Device);
                HeadPooled = new gen::DeviceBuffer(model.Device);
                HeadPooledGradient = new gen::DeviceBuffer(model.Device);
                Device = model.Device;
                AddHeads(TimeOnDevice);
            }

            private lstm::GpuDevice Device { get; }

            private gen::DeviceKernels Kernels => Device.Kernels;

            /// <summary>[T + 1, B, 8]: h of every step; slot 0 is the initial state.</summary>
            internal gen::DeviceBuffer Lstm0H { get; }

            /// <summary>[T + 1, B, 8]: c of every step, or only the last where nothing is trained.</summary>
            internal gen::DeviceBuffer Lstm0C { get; }

            /// <summary>[B, 8]: dc, carried from step to step; for training.</summary>
            internal gen::DeviceBuffer Lstm0CellGradient { get; }

            /// <summary>[T, B, 32]: gates i f g o in panels of 8 units; the backward pass puts their gradients in their place.</summary>
            internal gen::DeviceBuffer Lstm0Gates { get; }

            /// <summary>[B, 8]: dh, carried from step to step; for training.</summary>
            internal gen::DeviceBuffer Lstm0HiddenGradient { get; }

            /// <summary>[T, B, 8]: gradient of the output; for training.</summary>
            internal gen::DeviceBuffer Lstm0OutputGradient { get; }

            /// <summary>[B, 8]: what the head reads: last.</summary>
            internal gen::DeviceBuffer HeadPooled { get; }

            /// <summary>[B, 8]: its gradient; for training.</summary>
            internal gen::DeviceBuffer HeadPooledGradient { get; }

            /// <inheritdoc/>
            protected override void SaveStates()
            {
                Kernels.States.Save(TimeOnDevice.Layout, GatheredStates, 0, 3, Lstm0H.View, 8, false);
                Kernels.States.Save(TimeOnDevice.Layout, GatheredStates, 3, 3, Lstm0C.View, 8, false);
            }

            /// <inheritdoc/>
            protected override void SaveStateGradients()
            {
                Kernels.States.Save(TimeOnDevice.Layout, GatheredStates, 0, 3, Lstm0HiddenGradient.View, 8, true);
                Kernels.States.Save(TimeOnDevice.Layout, GatheredStates, 3, 3, Lstm0CellGradient.View, 8, true);
            }

            /// <inheritdoc/>
            protected override void Resize()
            {
                Lstm0H.EnsureLength(checked((Time.Steps + 1) * Time.Batch * 8));
                Lstm0C.EnsureLength(checked((Time.Steps + 1) * Time.Batch * 8));
                Lstm0Gates.EnsureLength(checked(Time.Steps * Time.Batch * 32));
                HeadPooled.EnsureLength(checked(Time.Batch * 8));
                if (!Training)
                    return;
                Lstm0CellGradient.EnsureLength(checked(Time.Batch * 8));
                Lstm0HiddenGradient.EnsureLength(checked(Time.Batch * 8));
                Lstm0OutputGradient.EnsureLength(checked(Time.Steps * Time.Batch * 8));
                HeadPooledGradient.EnsureLength(checked(Time.Batch * 8));
            }

            /// <inheritdoc/>
            protected override void Dispose(bool disposing)
            {
                Lstm0H.Dispose();
                Lstm0C.Dispose();
                Lstm0CellGradient.Dispose();
                Lstm0Gates.Dispose();
                Lstm0HiddenGradient.Dispose();
                Lstm0OutputGradient.Dispose();
                HeadPooled.Dispose();
                HeadPooledGradient.Dispose();
                base.Dispose(disposing);
            }
        }