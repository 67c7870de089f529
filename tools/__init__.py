"""What sets the portal up on a machine; standard library only, so that it runs before anything is
installed.
"""
